namespace Ppl;

internal static partial class Error
{
    /// <summary>A scale that would stand inside a sum over enumerated values: log Σ exp(scale · x) estimates nothing.</summary>
    public static PplException ScaleInsideSum(string site, string why, IReadOnlyList<string> summed) =>
        new ErrorText("PPL030", $"site \"{site}\": {why}, inside the sum over \"{summed[0]}\"")
            .Row("summed out", string.Join(", ", summed))
            .Row("scale", "a subsample's, or that of a Scale handler, is unbiased for a sum of logs, not for the log of a sum")
            .Hint($"look at the whole plate, move \"{summed[0]}\" into it, or put one Scale around all that it enters.")
            .ToException();

    /// <summary>Terms of one importance weight that are scaled differently: the mean of such weights estimates nothing.</summary>
    public static PplException ScalesInWeights(ScoredSite site, double scale, ScoredSite other, double otherScale) =>
        new ErrorText("PPL030", FormattableString.Invariant($"{site.Description}: scaled by {scale:G6} inside an importance weight"))
            .Row("other terms", FormattableString.Invariant($"\"{other.Name}\" is scaled by {otherScale:G6}"))
            .Row("scale", "a subsample's, or that of a Scale handler, is unbiased for a sum of logs, not for the log of a mean of weights")
            .Hint("look at the whole plate, open it around all latents, put one Scale around guide and model, or take TraceElbo, whose bound allows it.")
            .ToException();
}
