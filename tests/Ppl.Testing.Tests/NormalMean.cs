using Ppl.Infer;

namespace Ppl.Testing.Tests;

/// <summary>μ ~ N(0, 1), five data ~ N(μ, 1): the posterior N(Σ y / 6, 1/6) can be drawn from exactly, and wrongly.</summary>
internal static class NormalMean
{
    public static Simulated<double[]> FromPrior(Rng rng) => From(rng.NextGaussian(), rng);

    public static Simulated<double[]> From(double mu, Rng rng) => new([mu], [.. Enumerable.Range(0, 5).Select(_ => mu + rng.NextGaussian())]);

    /// <summary>Draws of the posterior, moved by so many of its standard deviations and stretched.</summary>
    public static Func<double[], Rng, IReadOnlyList<double[]>> Posterior(double moved = 0, double stretched = 1, int draws = 99) => (y, rng) =>
        [.. Enumerable.Range(0, draws).Select(_ => new[] { (y.Sum() / 6) + (Math.Sqrt(1.0 / 6) * (moved + (stretched * rng.NextGaussian()))) })];

    public static double LogLikelihood(double mu, double[] y) => -0.5 * y.Sum(x => (x - mu) * (x - mu));
}
