using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A normal mean: z ~ N(0, 2²), y_i ~ N(z, 1).</summary>
internal static class NormalMean
{
    private static readonly Program<int> Model = _ => ConjugateNormal.Model();

    public static ConjugateSystem System { get; } = new(
        "normal mean", Model, [ConjugateNormal.PosteriorMean], [ConjugateNormal.PosteriorScale], ConjugateNormal.LogEvidence,
        [
            ExactGuide.ByHand(
                _ => Sample("z", new Normal(Param("m", 0.0), Param("s", 1.0, Constraints.Positive))),
                parameters => ([Numbers.Of(parameters, "m")], [Numbers.Of(parameters, "s")])),
            ExactGuide.Automatic(() => new AutoNormal<int>(Model)),
            ExactGuide.Automatic(() => new AutoMultivariateNormal<int>(Model)),
            ExactGuide.Automatic(() => new AutoGuideList<int>(new AutoNormal<int>(Model))),
        ]);
}
