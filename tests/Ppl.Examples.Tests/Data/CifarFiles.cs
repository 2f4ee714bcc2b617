namespace Ppl.Examples.Tests;

/// <summary>Small files of CIFAR-10's kind.</summary>
internal static class CifarFiles
{
    public const string Training = "data_batch_1.bin", Test = "test_batch.bin";

    public const int Record = 3073;

    /// <summary>Records whose labels count and whose channels are even: red brighter from record to record, green at a half, blue dark.</summary>
    public static byte[] Records(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(i => (byte[])[(byte)(i % 10), .. Enumerable.Repeat((byte)(10 * i), 1024), .. Enumerable.Repeat((byte)128, 1024), .. new byte[1024]])];

    /// <summary>A folder of 24 training and 6 test images.</summary>
    public static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[Training], Records(24));
        File.WriteAllBytes(folder[Test], Records(6));
        return folder;
    }
}
