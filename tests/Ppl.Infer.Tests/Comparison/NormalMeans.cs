namespace Ppl.Infer.Tests;

/// <summary>
/// y_i ~ N(μ, σ²), μ ~ N(0, τ²): the posterior and the density of each observation given the others are known. Draws of the posterior are independent.
/// </summary>
internal sealed class NormalMeans(double[] y, double sigma, double tau)
{
    public Draws Posterior(int draws, ulong seed)
    {
        using var rng = new Rng(seed);
        (double mean, double deviation) = Given(y);
        return new Draws("mu", [], [.. Enumerable.Range(0, draws).Select(_ => mean + (deviation * rng.NextGaussian()))]);
    }

    public Draws LogLikelihood(Draws posterior, int chains = 1) =>
        new("y", [y.Length], [.. posterior.Values.SelectMany(mu => y.Select(x => LogNormal(x, mu, sigma)))]) { Chains = chains };

    public Draws Predicted(Draws posterior, ulong seed)
    {
        using var rng = new Rng(seed);
        return new("y", [y.Length], [.. posterior.Values.SelectMany(mu => y.Select(_ => mu + (sigma * rng.NextGaussian())))]);
    }

    /// <summary>log p(y_i | y_-i).</summary>
    public double[] LogPredictive() => [.. y.Select((x, i) => Left(i) is var (mean, deviation) ? LogNormal(x, mean, deviation) : 0)];

    /// <summary>P(ỹ_i ≤ y_i | y_-i).</summary>
    public double[] Pit() => [.. y.Select((x, i) => Left(i) is var (mean, deviation) ? MathNet.Numerics.Distributions.Normal.CDF(mean, deviation, x) : 0)];

    private (double Mean, double Deviation) Left(int i)
    {
        (double mean, double deviation) = Given([.. y.Where((_, j) => j != i)]);
        return (mean, Math.Sqrt((deviation * deviation) + (sigma * sigma)));
    }

    private (double Mean, double Deviation) Given(double[] seen)
    {
        double precision = (1 / (tau * tau)) + (seen.Length / (sigma * sigma));
        return (seen.Sum() / (sigma * sigma) / precision, Math.Sqrt(1 / precision));
    }

    private static double LogNormal(double x, double mean, double deviation) =>
        (-0.5 * Math.Log(2 * Math.PI)) - Math.Log(deviation) - ((x - mean) * (x - mean) / (2 * deviation * deviation));
}
