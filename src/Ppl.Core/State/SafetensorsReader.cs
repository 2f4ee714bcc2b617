using System.Security.Cryptography;
using System.Text;

namespace Ppl;

/// <summary>
/// Reads a safetensors file that Ppl wrote. Nothing in it is executed, no size is believed before it is compared with the file's length,
/// and no array is read before the digest is right.
/// </summary>
internal sealed class SafetensorsReader : IDisposable
{
    private const string Hint = "use an earlier copy, or begin anew.";

    private readonly string path;
    private readonly FileStream file;
    private readonly byte[] start;

    private SafetensorsReader(string path)
    {
        this.path = path;
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        start = Bytes(0, Math.Min(file.Length, SafetensorsFrame.SizeToRead));
    }

    private long DataStart => SafetensorsFrame.LengthSize + SafetensorsFrame.HeaderLength(start);

    /// <exception cref="PplException">
    /// In this order: PPL301 nothing there, PPL303 not of Ppl, PPL302 truncated, PPL313 altered, PPL310 newer, PPL303 in contradiction to itself.
    /// </exception>
    public static void Read(string path, IDictionary<string, string> texts, IDictionary<string, SavedArray> arrays)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw Error.NothingThere(path, "no such file", "give the path of a file that Ppl saved.");
        try
        {
            using var reader = new SafetensorsReader(path);
            reader.Read(texts, arrays);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Error.NothingThere(path, $"the file cannot be read: {cause.Message}", Hint, cause);
        }
    }

    public void Dispose() => file.Dispose();

    private void Read(IDictionary<string, string> texts, IDictionary<string, SavedArray> arrays)
    {
        if (file.Length == 0) throw Error.NothingThere(path, "the file is empty", Hint);
        if (!SafetensorsFrame.IsBegun(start)) throw Error.WrongFormat(path, "not a file that Ppl saved", "give the path of a file that Ppl saved; other safetensors files have no digest and no version.");
        RequireLength(SafetensorsFrame.Size);
        (SafetensorsHeader? header, string? flaw) = Header();
        RequireDigest();
        RequireVersion();
        if (header is null) throw Error.WrongFormat(path, flaw!, Hint);

        foreach ((string name, string text) in header.Texts.ExceptBy(SafetensorsFrame.Texts.Select(own => own.Key), text => text.Key)) texts.Add(name, text);
        foreach (SafetensorsHeader.Place place in header.Arrays) arrays.Add(place.Name, Array(place));
    }

    /// <summary>The header, or what is wrong with it: a digest that differs explains it better.</summary>
    private (SafetensorsHeader? Header, string? Flaw) Header()
    {
        if (SafetensorsFrame.HeaderLength(start) is < 0 or > SafetensorsFrame.MaxHeaderLength) return (null, "the length of its header cannot be");
        RequireLength(DataStart);
        try
        {
            SafetensorsHeader header = SafetensorsHeader.Parse(Bytes(SafetensorsFrame.LengthSize, DataStart - SafetensorsFrame.LengthSize));
            RequireLength(DataStart + header.DataLength);
            return DataStart + header.DataLength == file.Length ? (header, null) : (null, "it goes on after its last array");
        }
        catch (InvalidDataException cause)
        {
            return (null, cause.Message);
        }
    }

    private void RequireLength(long expected)
    {
        if (file.Length < expected) throw Error.TruncatedFile(path, expected, file.Length, Hint);
    }

    private void RequireDigest()
    {
        byte[] zeroed = [.. start];
        zeroed.AsSpan(SafetensorsFrame.Digest).Fill((byte)'0');
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(zeroed);

        byte[] buffer = new byte[1 << 16];
        file.Position = start.Length;
        while (file.Read(buffer) is > 0 and int count) sha.AppendData(buffer, 0, count);

        string expected = Encoding.Latin1.GetString(start[SafetensorsFrame.Digest]), found = Convert.ToHexStringLower(sha.GetHashAndReset());
        if (found != expected) throw Error.ChecksumDiffers(path, expected, found, Hint);
    }

    private void RequireVersion()
    {
        int version = SafetensorsFrame.VersionOf(start);
        if (version > SafetensorsFrame.Version) throw Error.NewerVersion(path, version, SafetensorsFrame.Version);
        if (version < SafetensorsFrame.Version) throw Error.WrongFormat(path, "there is no such version of the format", Hint);
    }

    private SavedArray Array(SafetensorsHeader.Place place)
    {
        byte[] bytes = Bytes(DataStart + place.Start, place.End - place.Start);
        if (place.Dtype == torch.ScalarType.Bool && bytes.AsSpan().ContainsAnyExcept((byte)0, (byte)1))
            throw Error.WrongFormat(path, $"array \"{place.Name}\" has a BOOL that is neither 0 nor 1", Hint);
        return new SavedArray(place.Dtype, place.Shape, bytes);
    }

    private byte[] Bytes(long position, long count)
    {
        byte[] bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }
}
