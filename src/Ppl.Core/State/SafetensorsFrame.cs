using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Ppl;

/// <summary>
/// The first bytes of a saved state's file, which every version keeps: the length of the header, then a header that begins with a
/// digest of the whole file, the format's name and the version (docs/checkpoints.md).
/// </summary>
internal static class SafetensorsFrame
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>What other readers of the format allow.</summary>
    public const int MaxHeaderLength = 100_000_000;

    public const int LengthSize = sizeof(long);

    private const int DigestSize = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> BeforeDigest => """{"__metadata__":{"sha256":" """u8[..^1];

    private static ReadOnlySpan<byte> AfterDigest => """
        ","format":"ppl","version":" 
        """u8[..^1];

    private static int VersionStart => Digest.End.Value + AfterDigest.Length;

    /// <summary>What every file has at least: all of this and one digit of its version.</summary>
    public static int Size => VersionStart + 1;

    /// <summary>How many bytes tell whose file it is, and of which version.</summary>
    public static int SizeToRead => VersionStart + 16;

    /// <summary>Where the digest stands, in hexadecimal digits; they count as zeros in the digest itself.</summary>
    public static Range Digest { get; } = (LengthSize + BeforeDigest.Length)..(LengthSize + BeforeDigest.Length + DigestSize);

    /// <summary>The texts with which the header begins; the digest is still to be computed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts { get; } =
        [new("sha256", new string('0', DigestSize)), new("format", "ppl"), new("version", $"{Version}")];

    public static long HeaderLength(ReadOnlySpan<byte> start) => BinaryPrimitives.ReadInt64LittleEndian(start);

    /// <summary>Is this the beginning of a file of the format, or a piece of that beginning?</summary>
    public static bool IsBegun(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> before = Cut(start, LengthSize), after = Cut(start, Digest.End.Value);
        return BeforeDigest.StartsWith(before[..Math.Min(before.Length, BeforeDigest.Length)])
            && AfterDigest.StartsWith(after[..Math.Min(after.Length, AfterDigest.Length)]);
    }

    /// <summary>The version that a file says it has; 0 when it says none.</summary>
    public static int VersionOf(ReadOnlySpan<byte> start) => Utf8Parser.TryParse(start[VersionStart..], out int version, out _) ? version : 0;

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> start, int from) => start.Length <= from ? [] : start[from..];
}
