using MathNet.Numerics.Statistics;
using Ppl.Distributions;

namespace Ppl.Examples;

/// <summary>Counts to learn from, and others to judge by.</summary>
/// <param name="CountName">What is counted.</param>
/// <param name="CovariateName">What the number beside it is.</param>
/// <param name="Training">Rows to learn from.</param>
/// <param name="HeldOut">Rows that no model learns from.</param>
internal sealed record CritiqueData(string CountName, string CovariateName, CountRows Training, CountRows HeldOut)
{
    private const int FewestRows = 20;
    private const double HighestMean = 1000;

    /// <summary>Of rows that the program draws: the log of the mean count at x = 0, its slope in x, and (variance - mean) / mean².</summary>
    public const double Level = 1, Slope = 1, Spread = 0.5;

    /// <summary>log p(y | x) of the held-out rows by the distribution that they were drawn from; null for those of a file.</summary>
    public double[]? TrueLogDensities { get; init; }

    /// <summary>x ~ Uniform(-1, 1) and y ~ GammaPoisson of mean exp(1 + x) and variance mean + mean²/2; every other row is held out.</summary>
    public static CritiqueData Draw(int rows, Rng rng)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = new Uniform(-1, 1).Sample(rng, [rows]);
        var truth = new GammaPoisson(1 / Spread, 1 / (Spread * (Level + Slope * x).exp()));
        Tensor y = truth.Sample(rng);
        var all = new CountRows(x.Elements<double>(), y.Elements<double>());
        double[] densities = truth.LogProb(y).Elements<double>();
        return Split("y", "x", all, [.. Enumerable.Range(0, rows).Select(row => (long)row)]) with { TrueLogDensities = [.. densities.Where((_, row) => row % 2 == 1)] };
    }

    /// <summary>Two columns of a table, whose rows are put in an order drawn anew; every other one is held out.</summary>
    /// <exception cref="PplException">PPL301, PPL307, PPL308: the file. PPL303: a number is no count, a column does not vary, the counts are too high or the rows too few.</exception>
    public static CritiqueData Read(string path, string count, string covariate, Rng rng)
    {
        var table = CsvTable.Read(path);
        double[] y = table.Numbers(count), x = table.Numbers(covariate);
        int wrong = Array.FindIndex(y, number => number < 0 || number != Math.Floor(number));
        if (wrong >= 0) throw Error.WrongFormat(path, FormattableString.Invariant($"row {wrong + 1}, column \"{count}\": {y[wrong]} is no count"), "write a whole number from 0 on there.");
        if (y.Length < FewestRows) throw Error.WrongFormat(path, $"{y.Length} rows, half of which would be held out", $"give {FewestRows} rows at least.");
        if (y.Mean() > HighestMean)
            throw Error.WrongFormat(path, FormattableString.Invariant($"the mean of column \"{count}\" is {y.Mean():G6}, and the priors are of counts up to some hundreds"), $"count in larger units, so that the mean is {HighestMean} at most.");
        foreach ((string name, double[] column) in new[] { (count, y), (covariate, x) })
            if (column.Min() == column.Max()) throw Error.WrongFormat(path, $"column \"{name}\" has one value only", "name a column whose numbers vary.");
        (double mean, double deviation) = (x.Mean(), x.PopulationStandardDeviation());
        return Split(count, $"{covariate}, in standard units", new CountRows([.. x.Select(number => (number - mean) / deviation)], y), rng.Permutation(y.Length));
    }

    private static CritiqueData Split(string count, string covariate, CountRows rows, long[] order) =>
        new(count, covariate, rows.At(order.Where((_, place) => place % 2 == 0)), rows.At(order.Where((_, place) => place % 2 == 1)));
}
