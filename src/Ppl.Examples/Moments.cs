namespace Ppl.Examples;

/// <summary>A mean and a standard deviation.</summary>
internal readonly record struct Moments(double Mean, double Deviation)
{
    /// <summary>Those of draws with weights that sum to 1.</summary>
    public static Moments Of(IReadOnlyList<double> draws, IReadOnlyList<double> weights)
    {
        double mean = draws.Zip(weights, (x, weight) => weight * x).Sum();
        return new(mean, Math.Sqrt(draws.Zip(weights, (x, weight) => weight * (x - mean) * (x - mean)).Sum()));
    }
}
