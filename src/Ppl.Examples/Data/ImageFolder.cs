namespace Ppl.Examples;

/// <summary>A folder of images in files of MNIST's kind (<see cref="Idx"/>) or of CIFAR-10's (<see cref="Cifar"/>): which, its files say.</summary>
internal static class ImageFolder
{
    /// <summary>What may be in it.</summary>
    public const string Hint =
        "name a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each plain or .gz, "
        + "or with CIFAR-10's data_batch_*.bin and test_batch*.bin; or write --data digits, mnist or shapes.";

    /// <summary>Reads all.</summary>
    /// <exception cref="PplException">PPL301 to PPL306.</exception>
    public static ImageData Read(string folder)
    {
        if (!Directory.Exists(folder)) throw Error.NothingThere(folder, File.Exists(folder) ? "a file, not a folder" : "no such folder", Hint);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) throw Error.NothingThere(folder, "the folder is empty", Hint);
        return Cifar.IsIn(folder) ? Cifar.ReadFolder(folder) : Idx.ReadFolder(folder);
    }
}
