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
}
