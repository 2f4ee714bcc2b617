using System.Buffers.Binary;
using System.IO.Compression;

namespace Ppl.Examples;

/// <summary>One IDX file, opened and, where its first bytes say so, decompressed.</summary>
internal sealed class IdxStream : IDisposable
{
    public const int ImagesMagic = 2051;
    public const int LabelsMagic = 2049;

    /// <summary>Deflate's largest ratio: no archive of n bytes holds more than 1,032 n.</summary>
    private const long LargestDeflateRatio = 1032;

    private readonly string path;
    private readonly EndNotingStream file;
    private readonly Stream content;
    private readonly long capacity;
    private long position;

    private IdxStream(string path, FileStream source)
    {
        this.path = path;
        bool gzipped = IsArchive(source);
        file = new EndNotingStream(source);
        content = gzipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        capacity = gzipped ? source.Length * LargestDeflateRatio : source.Length;
    }

    public static IdxStream Open(string path)
    {
        FileStream source = File.OpenRead(path);
        if (source.Length > 0) return new IdxStream(path, source);
        source.Dispose();
        throw Error.NothingThere(path, "the file is empty", "fetch the file again.");
    }

    /// <summary>Whether the content begins as gzip does; the file then stands at its start.</summary>
    public static bool IsArchive(FileStream file)
    {
        file.Position = 0;
        bool gzipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzipped;
    }

    public int[] ReadHeader(int magic, int fields)
    {
        byte[] header = Read(sizeof(int), expected: sizeof(int) * (1 + fields));
        int found = BinaryPrimitives.ReadInt32BigEndian(header);
        if (found != magic)
        {
            RequireSound();
            throw Error.WrongFormat(path, $"magic number {found}, {magic} expected",
                found is ImagesMagic or LabelsMagic ? "images and labels have changed places." : "this is no IDX file of that kind.");
        }
        header = Read(sizeof(int) * fields, expected: sizeof(int) * (1 + fields));
        return [.. Enumerable.Range(0, fields).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(i * sizeof(int))))];
    }

    public byte[] ReadValues(long count, int size)
    {
        if (count == 0) throw Error.NothingThere(path, "the header promises no values", "fetch the file again.");
        long bytes = count * size;
        long expected = position + bytes;
        if (expected > capacity || bytes > Array.MaxLength) throw Error.TruncatedFile(path, expected, Math.Min(capacity, CountAll()));
        byte[] values = Read((int)bytes, expected);
        if (Fill(new byte[1]) == 0) return values;
        RequireSound();
        throw Error.WrongFormat(path, FormattableString.Invariant($"more than the {expected:N0} bytes that its header promises"),
            "fetch the file again.");
    }

    private byte[] Read(int count, long expected)
    {
        byte[] values = new byte[count];
        return Fill(values) == count ? values : throw Error.TruncatedFile(path, expected, position);
    }

    /// <summary>Reads until the buffer is full or the content ends; a broken archive is told from one that is cut off.</summary>
    private int Fill(byte[] buffer)
    {
        int filled = 0;
        try
        {
            while (filled < buffer.Length && content.Read(buffer, filled, buffer.Length - filled) is > 0 and int read) filled += read;
        }
        catch (InvalidDataException cause) when (!file.EndSeen)
        {
            throw Error.CorruptArchive(path, cause);
        }
        catch (InvalidDataException)
        {
            // The decompressor wanted more than the file has: cut off. What was decoded before counts.
        }
        position += filled;
        return filled;
    }

    /// <summary>Reads on to the end: a broken archive explains any nonsense that was decoded from it.</summary>
    /// <exception cref="PplException">PPL305.</exception>
    public void RequireSound() => CountAll();

    private long CountAll()
    {
        byte[] buffer = new byte[1 << 16];
        while (Fill(buffer) == buffer.Length) { }
        return position;
    }

    public void Dispose()
    {
        content.Dispose();
        file.Dispose();
    }
}
