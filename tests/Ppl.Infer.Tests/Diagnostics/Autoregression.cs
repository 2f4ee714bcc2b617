namespace Ppl.Infer.Tests;

/// <summary>Chains whose effective sample size is known: x_i = φ x_{i-1} + √(1 - φ²) ε_i, each N(0, 1) and stationary from its first draw on.</summary>
internal static class Autoregression
{
    public static double[] Chain(Rng rng, int draws, double phi)
    {
        double[] chain = new double[draws];
        chain[0] = rng.NextGaussian();
        for (int i = 1; i < draws; i++) chain[i] = (phi * chain[i - 1]) + (Math.Sqrt(1 - (phi * phi)) * rng.NextGaussian());
        return chain;
    }

    public static double[][] Chains(Rng rng, int chains, int draws, double phi) => [.. Enumerable.Range(0, chains).Select(_ => Chain(rng, draws, phi))];
}
