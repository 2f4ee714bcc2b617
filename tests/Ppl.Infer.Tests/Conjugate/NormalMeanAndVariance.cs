using Ppl.Distributions;
using static MathNet.Numerics.SpecialFunctions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>σ² ~ InverseGamma(3, 2), µ ~ N(0, σ² / κ), y_i ~ N(µ, σ²): the posterior is of the same form (Murphy 2007, section 6).</summary>
internal static class NormalMeanAndVariance
{
    private const double PriorWeight = 0.5;

    private static readonly double[] Y = [0.3, 1.7, 2.2, -0.4, 1.1, 0.9];

    private static double Weight => PriorWeight + Y.Length;

    private static double PosteriorMean => Y.Sum() / Weight;

    private static double A => 3 + (Y.Length / 2.0);

    private static double B => 2 + ((Y.Sum(y => y * y) - (Weight * PosteriorMean * PosteriorMean)) / 2);

    private static double LogEvidence =>
        GammaLn(A) - GammaLn(3) + (3 * Math.Log(2)) - (A * Math.Log(B)) + (0.5 * Math.Log(PriorWeight / Weight)) - (Y.Length * Math.Log(2 * Math.PI) / 2);

    public static ConjugateSystem System { get; } = new(
        "normal mean and variance", Model, Means(PosteriorMean, A, B), Sds(1 / Weight, A, B), LogEvidence, [ExactGuide.ByHand(Guide, Moments)]);

    private static void Model(int _)
    {
        Tensor variance = Sample("variance", new InverseGamma(3, 2));
        Tensor mean = Sample("mean", new Normal(0, (variance / PriorWeight).sqrt()));
        using Plate rows = Plate("rows", Y.Length);
        Sample("y", new Normal(mean, variance.sqrt()), obs: torch.tensor(Y));
    }

    private static void Guide(int _)
    {
        Tensor size = Param("size", 3.0, Constraints.Positive), level = Param("level", 3.0, Constraints.Positive);
        Tensor variance = Sample("variance", new InverseGamma(size, size * level));
        Sample("mean", new Normal(Param("m", 0.0), variance.sqrt() * Param("k", 1.0, Constraints.Positive)));
    }

    private static (double[] Mean, double[] Sd) Moments(ParamStore parameters)
    {
        double a = Numbers.Of(parameters, "size"), b = a * Numbers.Of(parameters, "level"), k = Numbers.Of(parameters, "k");
        return (Means(Numbers.Of(parameters, "m"), a, b), Sds(k * k, a, b));
    }

    private static double[] Means(double mean, double a, double b) => [mean, b / (a - 1)];

    private static double[] Sds(double ratio, double a, double b) => [Math.Sqrt(b / (a - 1) * ratio), b / (a - 1) / Math.Sqrt(a - 2)];
}
