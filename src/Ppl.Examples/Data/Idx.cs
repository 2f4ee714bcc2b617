namespace Ppl.Examples;

/// <summary>
/// Reads the IDX files of MNIST, plain or gzipped: a big-endian header (magic number, counts), then one byte a value.
/// </summary>
/// <remarks>Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".</remarks>
internal static class Idx
{
    /// <summary>Reads the four files of MNIST from a folder; each may bear the suffix ".gz".</summary>
    /// <exception cref="PplException">PPL301 to PPL306.</exception>
    public static ImageData ReadFolder(string folder) => ReadFiles(name => Find(folder, name));

    /// <summary>Reads the four files of MNIST from the paths of their names.</summary>
    /// <exception cref="PplException">PPL301 to PPL306.</exception>
    public static ImageData ReadFiles(Func<string, string> pathOf) => ImageData.Split(ReadPair(pathOf, "train"), ReadPair(pathOf, "t10k"), ImageData.Digits);

    private static LabelledImages ReadPair(Func<string, string> pathOf, string part)
    {
        string imagesPath = pathOf($"{part}-images-idx3-ubyte");
        string labelsPath = pathOf($"{part}-labels-idx1-ubyte");
        byte[] pixels = ReadImages(imagesPath);
        byte[] labels = ReadLabels(labelsPath);
        int images = pixels.Length / ImageShape.DigitSize;
        if (images != labels.Length) throw Error.CountsDiffer(imagesPath, images, labelsPath, labels.Length);
        if (images == 1) throw Error.NothingThere(imagesPath, "one image only: there is none left to validate with", "add images.");
        return new LabelledImages(ImageShape.Digit, pixels, labels);
    }

    private static string Find(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw Error.NothingThere(Path.Combine(folder, name), "no such file, nor with the suffix .gz", ImageFolder.Hint);

    /// <summary>The pixels of a file of 28 x 28 images, one image after another.</summary>
    public static byte[] ReadImages(string path)
    {
        using var file = IdxStream.Open(path);
        int[] header = file.ReadHeader(IdxStream.ImagesMagic, fields: 3);
        if (header is [_, ImageShape.DigitSide, ImageShape.DigitSide]) return file.ReadValues((uint)header[0], ImageShape.DigitSize);
        file.RequireSound();
        throw Error.ImageSize(path, (uint)header[1], (uint)header[2], ImageShape.DigitSide);
    }

    /// <summary>The labels of a file, each in 0..9.</summary>
    public static byte[] ReadLabels(string path)
    {
        using var file = IdxStream.Open(path);
        int[] header = file.ReadHeader(IdxStream.LabelsMagic, fields: 1);
        byte[] labels = file.ReadValues((uint)header[0], 1);
        int stray = Array.FindIndex(labels, label => label > 9);
        return stray < 0
            ? labels
            : throw Error.WrongFormat(path, $"label {labels[stray]} at position {stray}", "labels are digits: 0 to 9.");
    }
}
