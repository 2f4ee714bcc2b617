using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

/// <summary>Small tables and models for the tests of factor analysis.</summary>
internal static class FactorTables
{
    /// <summary>6 columns, 2 factors, all numbers different.</summary>
    public static FactorModel Model { get; } = new(
        Matrix<double>.Build.Dense(6, 2, (d, k) => Math.Sin(1 + 3 * d + 5 * k)),
        Vector<double>.Build.Dense(6, d => 0.3 * d - 1),
        Vector<double>.Build.Dense(6, d => 0.4 + 0.1 * d));

    /// <summary>Rows drawn from <see cref="Model"/>; of each row some cells may be missing, never all.</summary>
    public static Matrix<double> Draw(int rows, bool hasGaps)
    {
        using var rng = new Rng(seed: 5);
        Matrix<double> table = Matrix<double>.Build.Dense(rows, 6);
        for (int row = 0; row < rows; row++)
        {
            Vector<double> signal = Model.Loadings * FactorData.Normal(2, 1, rng).Column(0) + Model.Mean;
            for (int d = 0; d < 6; d++)
            {
                double cell = signal[d] + Math.Sqrt(Model.Variance[d]) * rng.NextGaussian();
                table[row, d] = hasGaps && d != row % 6 && rng.NextDouble() < 0.2 ? double.NaN : cell;
            }
        }
        return table;
    }
}
