namespace Ppl.Examples;

/// <summary>
/// Reads the binary files of CIFAR-10: records of 3,073 bytes, a label in 0..9 and 32 x 32 bytes each of red, green and blue, by rows from the top.
/// </summary>
/// <remarks>Format and classes: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and the data set's page.</remarks>
internal static class Cifar
{
    private const string TrainingFiles = "data_batch_*.bin", TestFiles = "test_batch*.bin";
    private const string AnotherFile = "fetch the file again; one of CIFAR-100, whose records are a byte longer, is something else.";

    /// <summary>Of each image.</summary>
    public static readonly ImageShape Shape = new(Channels: 3, Side: 32);

    private static readonly int Record = 1 + Shape.Size;

    private static readonly string[] Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Whether the folder has files of such names.</summary>
    public static bool IsIn(string folder) => FilesOf(folder, TrainingFiles).Length + FilesOf(folder, TestFiles).Length > 0;

    /// <summary>Reads the training files, in the order of their names, and those of the test.</summary>
    /// <exception cref="PplException">PPL301: there are none of either, or one is empty; PPL302: a size is no multiple of 3,073; PPL303: a label is above 9.</exception>
    public static ImageData ReadFolder(string folder)
    {
        LabelledImages training = ReadAll(folder, TrainingFiles);
        if (training.Count == 1) throw Error.NothingThere(folder, "one training image only: there is none left to validate with", "add images.");
        return ImageData.Split(training, ReadAll(folder, TestFiles), Classes);
    }

    private static LabelledImages ReadAll(string folder, string files)
    {
        string[] paths = FilesOf(folder, files);
        if (paths.Length == 0) throw Error.NothingThere(Path.Combine(folder, files), "no such file", ImageFolder.Hint);
        LabelledImages[] parts = [.. paths.Select(Read)];
        return new(Shape, [.. parts.SelectMany(part => part.Pixels)], [.. parts.SelectMany(part => part.Labels)]);
    }

    /// <summary>Reads one file.</summary>
    /// <inheritdoc cref="ReadFolder"/>
    public static LabelledImages Read(string path)
    {
        byte[] bytes = ReadBytes(path);
        int count = bytes.Length / Record;
        if (bytes.Length == 0) throw Error.NothingThere(path, "the file is empty", "fetch the file again.");
        if (bytes.Length % Record != 0) throw Error.TruncatedFile(path, (count + 1L) * Record, bytes.Length, AnotherFile);
        var images = new LabelledImages(Shape, new byte[count * Shape.Size], new byte[count]);
        for (int image = 0; image < count; image++)
        {
            ReadOnlySpan<byte> record = bytes.AsSpan(image * Record, Record);
            if (record[0] > 9) throw Error.WrongFormat(path, $"label {record[0]} in record {image}, the first being 0", "labels are classes: 0 to 9. " + char.ToUpperInvariant(AnotherFile[0]) + AnotherFile[1..]);
            images.Labels[image] = record[0];
            record[1..].CopyTo(images.Pixels.AsSpan(image * Shape.Size));
        }
        return images;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Error.NothingThere(path, "cannot be read", "see who may read it.", cause);
        }
    }

    private static string[] FilesOf(string folder, string pattern) => [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
}
