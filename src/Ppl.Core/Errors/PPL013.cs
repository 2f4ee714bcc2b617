namespace Ppl;

internal static partial class Error
{
    /// <summary>A layer whose initial weights torch drew with its process-wide generator.</summary>
    public static PplException HiddenRandomness(string layer, string path) =>
        new ErrorText("PPL013", $"module weight \"{path}\": the initial weights of {layer} came from torch's process-wide generator")
            .Hint("pass keepWeights: true to keep them (the engine's seed then does not reproduce them), or set them yourself from an Rng.")
            .ToException();
}
