using Ppl.Distributions;
using static MathNet.Numerics.SpecialFunctions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A coin: Beta(2, 3) and 7 heads of 10, so that the posterior is Beta(9, 6).</summary>
internal static class BetaBernoulli
{
    private static readonly double[] Flips = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1];

    public static ConjugateSystem System { get; } = new(
        "coin", Model, [Mean(9, 6)], [Sd(9, 6)], BetaLn(9, 6) - BetaLn(2, 3), [ExactGuide.ByHand(Guide, Moments)]);

    private static void Model(int _)
    {
        Tensor heads = Sample("heads", new Beta(2, 3));
        using Plate rows = Plate("rows", Flips.Length);
        Sample("flip", new Bernoulli(heads), obs: torch.tensor(Flips));
    }

    /// <summary>By mean and size, which hang together less than the two concentrations do, so that few steps will do.</summary>
    private static void Guide(int _)
    {
        Tensor mean = Param("mean", 0.5, Constraints.UnitInterval), size = Param("size", 3.0, Constraints.Positive);
        Sample("heads", new Beta(mean * size, (1 - mean) * size));
    }

    private static (double[] Mean, double[] Sd) Moments(ParamStore parameters)
    {
        double mean = Numbers.Of(parameters, "mean"), size = Numbers.Of(parameters, "size");
        return ([mean], [Sd(mean * size, (1 - mean) * size)]);
    }

    private static double Mean(double a, double b) => a / (a + b);

    private static double Sd(double a, double b) => Math.Sqrt(a * b / (a + b + 1)) / (a + b);
}
