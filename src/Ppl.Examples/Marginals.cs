using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>What a posterior says of mu and of sigma, each by itself.</summary>
internal sealed record Marginals(
    double MuMean, double MuDeviation, Func<double, double> MuDensity, double SigmaMean, double SigmaDeviation, Func<double, double> SigmaDensity)
{
    /// <summary>Those of Normal(m, s) and LogNormal(a, b).</summary>
    public static Marginals Of(double m, double s, double a, double b)
    {
        var mu = new Normal(m, s);
        var sigma = new LogNormal(a, b);
        return new(mu.Mean, mu.StdDev, mu.Density, sigma.Mean, sigma.StdDev, sigma.Density);
    }
}
