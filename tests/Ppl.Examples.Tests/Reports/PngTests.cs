using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ppl.Examples.Tests;

public sealed class PngTests
{
    [TestCase(1, 0)]
    [TestCase(3, 2)]
    public void A_picture_is_read_back_byte_for_byte(int channels, int colourType)
    {
        var picture = new Raster(37, 11, channels);
        new Random(1).NextBytes(picture.Bytes);
        List<(string Type, byte[] Data)> chunks = Chunks(Png.Encode(picture));
        byte[] header = chunks[0].Data;
        Assert.Multiple(() =>
        {
            Assert.That(chunks.Select(chunk => chunk.Type), Is.EqualTo(new[] { "IHDR", "IDAT", "IEND" }));
            Assert.That(BinaryPrimitives.ReadInt32BigEndian(header), Is.EqualTo(37));
            Assert.That(BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), Is.EqualTo(11));
            Assert.That(header[8..], Is.EqualTo(new byte[] { 8, (byte)colourType, 0, 0, 0 }));
            Assert.That(Rows(chunks[1].Data, picture.Stride), Is.EqualTo(picture.Bytes));
        });
    }

    /// <summary>The last chunk of every PNG file ends in AE 42 60 82.</summary>
    [Test]
    public void Checksums_are_those_of_the_standard() =>
        Assert.That(Png.Encode(new Raster(1, 1, 1))[^4..], Is.EqualTo(new byte[] { 0xAE, 0x42, 0x60, 0x82 }));

    private static List<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        Assert.That(file[..8], Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        List<(string, byte[])> chunks = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }
        return chunks;
    }

    private static byte[] Rows(byte[] compressed, int stride)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        zlib.CopyTo(content);
        return [.. content.ToArray().Chunk(stride + 1).SelectMany(row => row.Skip(1))];
    }
}
