using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ppl.Core.Tests;

/// <summary>Files that Ppl never writes, with the digest that they must have.</summary>
internal static class Forgery
{
    /// <summary>The digest stands behind the header's length and 27 characters: docs/checkpoints.md.</summary>
    private const int DigestStart = 35, DigestSize = 64;

    /// <summary>A file of one header, whose digest is right.</summary>
    /// <param name="entries">What follows the metadata, with its comma.</param>
    /// <param name="data">How many zeros follow the header.</param>
    /// <param name="version">The version that it claims.</param>
    public static byte[] File(string entries, int data = 0, string version = "1") =>
        Sealed($$"""{"__metadata__":{"sha256":"{{new string('0', DigestSize)}}","format":"ppl","version":"{{version}}"}{{entries}}}""", data);

    /// <summary>A file of this header, whose digest is right.</summary>
    public static byte[] Sealed(string header, int data = 0)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return Seal(file);
    }

    /// <summary>Writes the digest anew.</summary>
    public static byte[] Seal(byte[] file)
    {
        file.AsSpan(DigestStart, DigestSize).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), file.AsSpan(DigestStart));
        return file;
    }
}
