using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>A number T(x, y) in which a model is to be like the data.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Key">Its name in files.</param>
/// <param name="Of">The number.</param>
internal sealed record TestStatistic(string Name, string Key, Func<CountRows, double> Of)
{
    /// <summary>What lies between two of its values on so many rows; 0 where it can have any value.</summary>
    public Func<CountRows, double> GrainOf { get; private init; } = _ => 0;

    /// <summary>Those by which <see cref="Critique"/> judges; 0 where a data set is too poor for one.</summary>
    public static IReadOnlyList<TestStatistic> All { get; } =
    [
        new("variance to mean", "variance_to_mean", rows => rows.Y.Mean() is > 0 and var mean ? rows.Y.Variance() / mean : 0),
        new("share of zeros", "share_of_zeros", rows => rows.Y.Count(count => count == 0) / (double)rows.Count) { GrainOf = rows => 1.0 / rows.Count },
        new("maximum", "maximum", rows => rows.Y.Max()) { GrainOf = _ => 1 },
        new("correlation with x", "correlation", rows => rows.Y.Min() < rows.Y.Max() && rows.X.Min() < rows.X.Max() ? Correlation.Pearson(rows.X, rows.Y) : 0),
    ];
}

/// <summary>A test statistic of the data among those of data sets that a fitted model replicated.</summary>
/// <param name="Statistic">Which.</param>
/// <param name="Observed">That of the data.</param>
/// <param name="Replicated">Those of the replicated data sets.</param>
internal sealed record PredictiveCheck(TestStatistic Statistic, double Observed, double[] Replicated)
{
    /// <summary>Beyond this on either side, a model is refuted.</summary>
    public const double Tail = 0.025;

    /// <summary>P(T(replicated) > T(observed) | observed), with half of those that are equal (Gelman, Meng and Stern 1996, equation 7).</summary>
    public double PValue => Replicated.Average(replicated => replicated > Observed ? 1 : replicated == Observed ? 0.5 : 0);

    public bool Refutes => PValue is < Tail or > 1 - Tail;
}
