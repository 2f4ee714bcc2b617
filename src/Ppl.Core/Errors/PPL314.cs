namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL314: options that contradict each other or lie out of range.</summary>
    internal static PplException Options(string mistake, string hint) =>
        new ErrorText("PPL314", mistake).Hint(hint).ToException();

    /// <summary>A site that is to be drawn and not to be drawn.</summary>
    internal static PplException SummedAndDrawn(SampleSite site, GradientEstimator estimator, Enumeration way) =>
        Options($"{site.Description} asks for the estimator {estimator} of its draw, and for enumeration, {way}", "leave out one of the two options.");

    /// <summary>An estimator where nothing is drawn: the model takes the guide's values.</summary>
    internal static PplException EstimatorInModel(SampleSite site, GradientEstimator estimator) =>
        Options($"the model's {site.Description} asks for the estimator {estimator}", "the guide draws the latents: give the option to its site.");
}
