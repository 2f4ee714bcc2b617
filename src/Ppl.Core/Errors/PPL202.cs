namespace Ppl;

internal static partial class Error
{
    /// <summary>A non-finite gradient: the parameter, the first site that makes it so, and the sites that it enters.</summary>
    public static PplException NonFiniteGradient(StoredParam parameter, Tensor gradient, string? culprit, IReadOnlyCollection<string> entered) =>
        new ErrorText("PPL202", $"parameter \"{parameter.Name}\": its gradient is not finite")
            .Row("gradient", Range(gradient))
            .Row("value", Range(parameter.Unconstrained), "unconstrained")
            .Row("first site", culprit ?? "none alone: the sum of several overflows")
            .Row("enters", entered.Count == 0 ? "no site's density" : string.Join(", ", entered))
            .Hint("the step was not taken: look for 0/0, log(0) or sqrt(0) on the way to that site; a smaller learning rate, or ClippedAdam, often helps.")
            .ToException();
}
