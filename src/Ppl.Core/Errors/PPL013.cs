namespace Ppl;

internal static partial class Error
{
    /// <summary>A layer whose initial weights torch drew with its process-wide generator.</summary>
    public static PplException HiddenRandomness(string layer, string path) =>
        new ErrorText("PPL013", $"module weight \"{path}\": the initial weights of {layer} came from torch's process-wide generator")
            .Hint("pass keepWeights: true to keep them (the engine's seed then does not reproduce them), or set them yourself from an Rng.")
            .ToException();

    /// <summary>A site that differs between two runs in which all values were the same.</summary>
    public static PplException HiddenRandomness(Site site) =>
        new ErrorText("PPL013", $"{site.Description}: it differs between two runs in which all sites had the same values")
            .Hint("draw with Sample, put modules with dropout into eval mode, and read no clock: what a program computes follows from its sites alone.")
            .ToException();
}
