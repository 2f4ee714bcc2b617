using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>Points for a mixture, in the units in which its priors are wide.</summary>
/// <param name="Names">Of the coordinates.</param>
/// <param name="Rows">The points; of a file, each coordinate less its mean and over its standard deviation.</param>
/// <param name="Centre">The place of Rows' zero, in the units of the data.</param>
/// <param name="Scale">The size of Rows' one, likewise.</param>
internal sealed record GmmData(IReadOnlyList<string> Names, double[][] Rows, double[] Centre, double[] Scale)
{
    /// <summary>The mixture that the points were drawn from; null for those of a file.</summary>
    public Mixture? Truth { get; init; }

    /// <summary>Of points that were drawn, how many came from each component.</summary>
    public int[] Counts { get; init; } = [];

    public int Dimensions => Names.Count;

    /// <summary>A coordinate with its unit, where it is known: those of Old Faithful are minutes.</summary>
    public Axis Axis(int coordinate) => new(Names[coordinate], Names[coordinate] is "eruptions" or "waiting" ? "min" : "");

    /// <summary>The points in the units of the data.</summary>
    public double[][] Original => [.. Rows.Select(row => row.Select((x, i) => Centre[i] + Scale[i] * x).ToArray())];

    /// <summary>What a log density of a row lacks to that of the point it stands for.</summary>
    public double LogUnit => -Rows.Length * Scale.Sum(Math.Log);

    /// <summary>Three normal distributions on a line, of means -6, 2 and 6 and variances 3, 1 and 2, that come equally often.</summary>
    public static GmmData Draw(int count, Rng rng)
    {
        (double Mean, double Variance)[] truth = [(-6, 3), (2, 1), (6, 2)];
        int[] origins = [.. Enumerable.Range(0, count).Select(_ => (int)(rng.NextDouble() * truth.Length))];
        double[][] rows = [.. origins.Select(j => new[] { truth[j].Mean + Math.Sqrt(truth[j].Variance) * rng.NextGaussian() })];
        return new GmmData(["x"], rows, [0], [1])
        {
            Truth = new([.. truth.Select(normal => new Component(1.0 / truth.Length, Vector<double>.Build.Dense(1, normal.Mean), Matrix<double>.Build.Dense(1, 1, normal.Variance)))]),
            Counts = [.. truth.Select((_, j) => origins.Count(origin => origin == j))],
        };
    }

    /// <summary>Some columns of a table.</summary>
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the file. PPL314: a column that does not vary.</exception>
    public static GmmData Read(string path, IReadOnlyList<string> names)
    {
        var table = CsvTable.Read(path);
        double[][] columns = [.. names.Select(table.Numbers)];
        double[] centre = [.. columns.Select(column => column.Mean())], scale = [.. columns.Select(column => column.PopulationStandardDeviation())];
        for (int i = 0; i < names.Count; i++)
            if (!(scale[i] > 1e-9 * Math.Abs(centre[i])))
                throw Error.Options($"--columns {names[i]}: all {columns[i].Length} numbers of the column are the same", "name columns whose numbers vary.");
        return new GmmData(names, [.. Enumerable.Range(0, columns[0].Length).Select(n => columns.Select((column, i) => (column[n] - centre[i]) / scale[i]).ToArray())], centre, scale);
    }
}
