namespace Ppl.Examples.Tests;

/// <summary>What is known of the mixture that the example draws from.</summary>
internal static class Gmms
{
    private static readonly double[] Means = [-6, 2, 6];

    /// <summary>Each mean within half a unit of one that it was drawn with: five of its standard deviations or more, and an eighth of the least distance.</summary>
    public static bool IsFound(Mixture mixture) => IsFound(mixture.Sorted().Components.Select(component => component.Mean[0]));

    /// <inheritdoc cref="IsFound(Mixture)"/>
    public static bool IsFound(IEnumerable<double> sorted) => sorted.Zip(Means).All(pair => Math.Abs(pair.First - pair.Second) < 0.5);

    /// <summary>1 / √ of the curvature of the log-likelihood in each mean: what a guide of independent numbers takes for its standard deviations.</summary>
    public static double[] Curvatures(Mixture mixture, double[][] rows) => [.. mixture.Components.Select((component, j) =>
    {
        double variance = component.Covariance[0, 0];
        return 1 / Math.Sqrt(rows.Sum(row =>
        {
            double share = mixture.Responsibilities(row)[j], offset = row[0] - component.Mean[0];
            return share / variance - share * (1 - share) * offset * offset / (variance * variance);
        }));
    })];
}
