using System.Security.Cryptography;

namespace Ppl.Examples;

/// <summary>A data set of images in three parts.</summary>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To judge settings by.</param>
/// <param name="Test">By which nothing is judged.</param>
/// <param name="Classes">What the labels stand for.</param>
internal sealed record ImageData(LabelledImages Training, LabelledImages Validation, LabelledImages Test, IReadOnlyList<string> Classes)
{
    /// <summary>The classes of digits.</summary>
    public static IReadOnlyList<string> Digits { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>What all images have in common.</summary>
    public ImageShape Shape => Training.Shape;

    /// <summary>Sets the last twelfth of a training file apart for validation, one image at least: 55,000 and 5,000 of MNIST's 60,000.</summary>
    public static ImageData Split(LabelledImages trainingFile, LabelledImages testFile, IReadOnlyList<string> classes)
    {
        int training = trainingFile.Count - Math.Max(trainingFile.Count / 12, 1);
        return new(trainingFile.Slice(..training), trainingFile.Slice(training..), testFile, classes);
    }

    /// <summary>The first so many of each part.</summary>
    public ImageData First(int training, int validation, int test) =>
        this with { Training = Training.First(training), Validation = Validation.First(validation), Test = Test.First(test) };

    /// <summary>SHA-256 of all pixels and labels, in hexadecimal digits: whether two runs have the same data.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabelledImages part in new[] { Training, Validation, Test })
        {
            hash.AppendData(part.Pixels);
            hash.AppendData(part.Labels);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
