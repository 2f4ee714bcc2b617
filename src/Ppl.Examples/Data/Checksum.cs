using System.IO.Compression;
using System.Security.Cryptography;

namespace Ppl.Examples;

/// <summary>SHA-256 of what a file holds, decompressed where its first bytes say that it is an archive.</summary>
internal static class Checksum
{
    /// <summary>Lower-case hexadecimal digits, or what is wrong with the archive.</summary>
    public static string Of(FileStream file)
    {
        try
        {
            using Stream? archive = IdxStream.IsArchive(file) ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : null;
            return Convert.ToHexStringLower(SHA256.HashData(archive ?? file));
        }
        catch (InvalidDataException)
        {
            return "none: the archive cannot be decompressed";
        }
    }

    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Of(file);
    }
}
