using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>Rows of inputs and a target for each.</summary>
/// <param name="Names">Of the inputs; the first is a column of ones, the intercept.</param>
/// <param name="Inputs">By row, then input.</param>
/// <param name="Targets">By row.</param>
/// <param name="Truth">The coefficients from which the targets were drawn; null where they are not known.</param>
/// <param name="IsLogistic">Whether targets are 0 or 1, whose odds are to be told.</param>
internal sealed record RegressionTable(IReadOnlyList<string> Names, double[,] Inputs, double[] Targets, IReadOnlyList<double>? Truth, bool IsLogistic)
{
    /// <summary>Of the intercept.</summary>
    private const string Intercept = "intercept";

    /// <summary>How far neighbouring inputs hang together, how large coefficients are, and how large the noise of a linear target.</summary>
    private const double Correlation = 0.7, Spread = 0.3, Noise = 3;

    public string Kind => IsLogistic ? "logistic" : "linear";

    public int Rows => Inputs.GetLength(0);

    public int Columns => Inputs.GetLength(1);

    /// <summary>
    /// Draws rows whose inputs are each a chain, x[1] ~ Normal(0, 1) and x[j] ~ Normal(0.7 x[j - 1], √(1 - 0.7²)), coefficients ~ Normal(0, 0.3), and targets:
    /// Normal(X w, 3) or, for logistic regression, 1 with probability 1 / (1 + exp(-X w)).
    /// </summary>
    public static RegressionTable Draw(Rng rng, int rows, int inputs, bool isLogistic)
    {
        double[] truth = [.. Enumerable.Range(0, inputs + 1).Select(_ => Spread * rng.NextGaussian())];
        double[,] x = new double[rows, inputs + 1];
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            x[row, 0] = 1;
            double sum = truth[0];
            for (int column = 1; column <= inputs; column++)
            {
                double before = column == 1 ? 0 : x[row, column - 1], share = column == 1 ? 0 : Correlation;
                x[row, column] = share * before + Math.Sqrt(1 - share * share) * rng.NextGaussian();
                sum += truth[column] * x[row, column];
            }
            y[row] = !isLogistic ? sum + Noise * rng.NextGaussian() : rng.NextDouble() < 1 / (1 + Math.Exp(-sum)) ? 1 : 0;
        }
        return new([Intercept, .. Enumerable.Range(1, inputs).Select(column => $"x{column}")], x, y, truth, isLogistic);
    }

    /// <summary>Reads a CSV file. Inputs are shifted and scaled to mean 0 and standard deviation 1, and so is the target of a linear regression.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">The target's column; all others are inputs.</param>
    /// <param name="isLogistic">Null: whether all targets are 0 or 1.</param>
    /// <exception cref="PplException">PPL301, PPL307, PPL308: the file is no table of numbers with this column. PPL303: a column has one value only, or a target is not 0 or 1.</exception>
    public static RegressionTable Read(string path, string target, bool? isLogistic)
    {
        var table = CsvTable.Read(path);
        double[] y = table.Numbers(target);
        int wrong = Array.FindIndex(y, value => value is not (0 or 1));
        if (isLogistic == true && wrong >= 0)
            throw Error.WrongFormat(path, FormattableString.Invariant($"row {wrong + 1}, column \"{target}\": {y[wrong]} is neither 0 nor 1"), "write --model linear.");
        string[] names = [.. table.Names.Where(name => name != target)];
        if (names.Length == 0) throw Error.WrongFormat(path, $"there is no column but \"{target}\"", "write a column for each input.");
        double[][] columns = [.. names.Select(name => Standard(path, name, table.Numbers(name)))];
        double[,] x = new double[y.Length, names.Length + 1];
        for (int row = 0; row < y.Length; row++)
        {
            x[row, 0] = 1;
            for (int column = 0; column < names.Length; column++) x[row, column + 1] = columns[column][row];
        }
        bool hasOdds = isLogistic ?? wrong < 0;
        return new([Intercept, .. names], x, hasOdds ? y : Standard(path, target, y), null, hasOdds);
    }

    private static double[] Standard(string path, string name, double[] numbers)
    {
        (double mean, double deviation) = (numbers.Mean(), numbers.PopulationStandardDeviation());
        return deviation > 0
            ? [.. numbers.Select(number => (number - mean) / deviation)]
            : throw Error.WrongFormat(path, $"column \"{name}\" has one value only", "take the column out: there is an intercept without it.");
    }
}
