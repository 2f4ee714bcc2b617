using System.Security.Cryptography;

namespace Ppl.Examples;

/// <summary>A data set of digits in the three parts of MNIST.</summary>
internal sealed record DigitImages(LabelledImages Training, LabelledImages Validation, LabelledImages Test)
{
    /// <summary>Sets the last twelfth of a training file apart for validation, one image at least: 55,000 and 5,000 of MNIST's 60,000.</summary>
    public static DigitImages Split(LabelledImages trainingFile, LabelledImages testFile)
    {
        int training = trainingFile.Count - Math.Max(trainingFile.Count / 12, 1);
        return new(trainingFile.Slice(..training), trainingFile.Slice(training..), testFile);
    }

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
