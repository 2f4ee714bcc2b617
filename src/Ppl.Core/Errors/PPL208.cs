namespace Ppl;

internal static partial class Error
{
    /// <summary>A density to which no normal distribution could be fitted.</summary>
    public static PplException NoNormalApproximation(string engine, string reason) =>
        new ErrorText("PPL208", $"{engine}: no normal distribution fits the density")
            .Row("because", reason)
            .Hint("give latents that the data say nothing of a proper prior, and start elsewhere (Initial); where the density has no mode, take Mcmc.")
            .ToException();
}
