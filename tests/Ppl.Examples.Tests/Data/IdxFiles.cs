using System.Buffers.Binary;
using System.IO.Compression;

namespace Ppl.Examples.Tests;

/// <summary>Small IDX files, right and wrong.</summary>
internal static class IdxFiles
{
    public const string TrainImages = "train-images-idx3-ubyte", TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte", TestLabels = "t10k-labels-idx1-ubyte";

    public static byte[] Images(int count, int rows = 28, int columns = 28) =>
        [.. Header(2051, count, rows, columns), .. Enumerable.Range(0, count * rows * columns).Select(i => (byte)(i % 251))];

    public static byte[] Labels(int count) => [.. Header(2049, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];

    public static byte[] Header(params int[] numbers)
    {
        byte[] header = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), numbers[i]);
        return header;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest)) gzip.Write(content);
        return archive.ToArray();
    }

    /// <summary>A folder of four good files: 24 training and 6 test images, plain or gzipped.</summary>
    public static TemporaryFolder Folder(bool gzipped = false)
    {
        var folder = new TemporaryFolder();
        void Write(string name, byte[] content) => File.WriteAllBytes(folder[gzipped ? name + ".gz" : name], gzipped ? Gzip(content) : content);
        Write(TrainImages, Images(24));
        Write(TrainLabels, Labels(24));
        Write(TestImages, Images(6));
        Write(TestLabels, Labels(6));
        return folder;
    }
}
