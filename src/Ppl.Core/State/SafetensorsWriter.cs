using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ppl;

/// <summary>Writes texts and arrays as a safetensors file. Equal content gives equal bytes.</summary>
internal static class SafetensorsWriter
{
    /// <param name="path">Where to.</param>
    /// <param name="texts">Sorted.</param>
    /// <param name="arrays">Sorted.</param>
    /// <exception cref="ArgumentException">A name that the format keeps for itself.</exception>
    /// <exception cref="PplException">PPL311: it cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, string>> texts, IEnumerable<KeyValuePair<string, SavedArray>> arrays)
    {
        // Large elements first: then each array begins at a multiple of its elements' size, for readers that map the file into memory.
        KeyValuePair<string, SavedArray>[] inFile = [.. arrays.OrderByDescending(array => ElementTypes.Size(array.Value.Dtype))];
        byte[] head = Head(SafetensorsHeader.ToJson(SafetensorsFrame.Texts.Concat(texts), inFile));
        Seal(head, inFile);
        AtomicFile.Write(path, file =>
        {
            file.Write(head);
            foreach ((_, SavedArray array) in inFile) file.Write(array.Bytes);
        });
    }

    private static byte[] Head(byte[] json)
    {
        if (json.Length > SafetensorsFrame.MaxHeaderLength) throw new ArgumentException("Names and texts of more than 100 MB.");
        byte[] head = new byte[SafetensorsFrame.LengthSize + ((json.Length + 7) & ~7)];
        BinaryPrimitives.WriteInt64LittleEndian(head, head.Length - SafetensorsFrame.LengthSize);
        json.CopyTo(head, SafetensorsFrame.LengthSize);
        head.AsSpan(SafetensorsFrame.LengthSize + json.Length).Fill((byte)' ');
        return head;
    }

    private static void Seal(byte[] head, IEnumerable<KeyValuePair<string, SavedArray>> arrays)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head);
        foreach ((_, SavedArray array) in arrays) sha.AppendData(array.Bytes);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(sha.GetHashAndReset()), head.AsSpan(SafetensorsFrame.Digest));
    }
}
