using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>Points of unconstrained space as draws.</summary>
internal static class PointDraws
{
    /// <summary>As one site, <c>position</c>.</summary>
    public static Samples OfPositions(double[][] points)
    {
        var values = ImmutableArray.CreateBuilder<double>(points.Length * points[0].Length);
        foreach (double[] point in points) values.AddRange(point);
        return new Samples(new Draws("position", [points[0].Length], values.MoveToImmutable(), dtype: torch.ScalarType.Float64));
    }

    /// <summary>Reads the values of a program's sites at points.</summary>
    /// <param name="density">The program's.</param>
    /// <param name="threads">How many at a time.</param>
    public static Func<double[][], Samples> OfSites(ProgramDensity density, int threads) => points =>
        density.Along([.. points.Select(point => (ReadOnlyMemory<double>)point)], chains: 1, threads);
}
