using Ppl.Distributions;
using static MathNet.Numerics.SpecialFunctions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A rate: Gamma(3, 2) and four counts of sum 18, so that the posterior is Gamma(21, 6).</summary>
internal static class GammaPoissonRate
{
    private static readonly double[] Counts = [3, 5, 4, 6];

    private static double LogEvidence => (3 * Math.Log(2)) - GammaLn(3) + GammaLn(21) - (21 * Math.Log(6)) - Counts.Sum(n => GammaLn(n + 1));

    public static ConjugateSystem System { get; } = new("rate", Model, [21 / 6.0], [Math.Sqrt(21) / 6], LogEvidence, [ExactGuide.ByHand(Guide, Moments)]);

    private static void Model(int _)
    {
        Tensor rate = Sample("rate", new Gamma(3, 2));
        using Plate rows = Plate("rows", Counts.Length);
        Sample("n", new Poisson(rate), obs: torch.tensor(Counts));
    }

    /// <summary>By mean and concentration, which hang together less than concentration and rate do.</summary>
    private static void Guide(int _)
    {
        Tensor size = Param("size", 3.0, Constraints.Positive), mean = Param("mean", 3.0, Constraints.Positive);
        Sample("rate", new Gamma(size, size / mean));
    }

    private static (double[] Mean, double[] Sd) Moments(ParamStore parameters)
    {
        double mean = Numbers.Of(parameters, "mean");
        return ([mean], [mean / Math.Sqrt(Numbers.Of(parameters, "size"))]);
    }
}
