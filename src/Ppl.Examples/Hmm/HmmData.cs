using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>Sequences of one length, in the units in which the model's priors are wide.</summary>
/// <param name="Name">What the numbers are.</param>
/// <param name="Sequences">The numbers; of a file, less their mean and over their standard deviation.</param>
/// <param name="Centre">The place of the sequences' zero, in the units of the data.</param>
/// <param name="Scale">The size of their one, likewise.</param>
internal sealed record HmmData(string Name, double[][] Sequences, double Centre, double Scale)
{
    /// <summary>What the sequences were drawn from; null for that of a file.</summary>
    public HiddenMarkov? Truth { get; init; }

    /// <summary>Of sequences that were drawn, the states.</summary>
    public int[][] Paths { get; init; } = [];

    /// <summary>When: the numbers of the steps, or a column of the file.</summary>
    public required double[] Times { get; init; }

    public string TimeName { get; init; } = "step";

    public int Length => Sequences[0].Length;

    public int Count => Sequences.Length * Length;

    /// <summary>What a log density of the sequences lacks to that of the numbers they stand for.</summary>
    public double LogUnit => -Count * Math.Log(Scale);

    /// <summary>A model of the sequences, said of the data.</summary>
    public HiddenMarkov InUnits(HiddenMarkov model) =>
        model with { Means = [.. model.Means.Select(mean => Centre + Scale * mean)], Scales = [.. model.Scales.Select(scale => Scale * scale)] };

    /// <summary>Three states of means -3, 0 and 3 and standard deviations 1, 0.7 and 1.5, each of which stays with a probability of 0.9.</summary>
    public static HmmData Draw(int sequences, int length, Rng rng)
    {
        var truth = new HiddenMarkov([1.0 / 3, 1.0 / 3, 1.0 / 3], [[0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9]], [-3, 0, 3], [1, 0.7, 1.5]);
        (int[] Path, double[] X)[] drawn = [.. Enumerable.Range(0, sequences).Select(_ => truth.Draw(length, rng))];
        return new HmmData("x", [.. drawn.Select(sequence => sequence.X)], 0, 1)
        { Truth = truth, Paths = [.. drawn.Select(sequence => sequence.Path)], Times = [.. Enumerable.Range(1, length).Select(step => (double)step)] };
    }

    /// <summary>A column of a table, in its order, and the column that says when.</summary>
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the file. PPL314: too few numbers, or numbers that are all the same.</exception>
    public static HmmData Read(string path, string column, string? time, int states)
    {
        var table = CsvTable.Read(path);
        double[] x = table.Numbers(column);
        (double mean, double deviation) = (x.Mean(), x.PopulationStandardDeviation());
        if (x.Length < 10 * states)
            throw Error.Options($"--data {path}: {x.Length} numbers are too few for {states} states", $"give at least {10 * states}, or ask for fewer states.");
        if (!(deviation > 1e-9 * Math.Abs(mean))) throw Error.Options($"--column {column}: all {x.Length} numbers of the column are the same", "name a column whose numbers vary.");
        return new HmmData(column, [[.. x.Select(number => (number - mean) / deviation)]], mean, deviation)
        { Times = time is null ? [.. Enumerable.Range(1, x.Length).Select(step => (double)step)] : table.Numbers(time), TimeName = time ?? "step" };
    }
}
