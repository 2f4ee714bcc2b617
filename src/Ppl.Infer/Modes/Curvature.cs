using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Infer;

/// <summary>-∂² log p / ∂u² at a point, by differences of the gradient: five points along each number, a hundredth of its deviation apart.</summary>
/// <param name="density">The density.</param>
/// <param name="position">The point.</param>
internal sealed class Curvature(IDensity density, double[] position)
{
    private const double Share = 0.01;
    private const int Rounds = 8;

    /// <summary>Steps shorter than this part of a number drown in its rounding.</summary>
    private const double Shortest = 1e-6;

    /// <returns>The matrix, symmetrised: row i and column i each tell of numbers i and j.</returns>
    public Matrix<double> Matrix()
    {
        int n = density.Dimension;
        Matrix<double> rows = Matrix<double>.Build.Dense(n, n);
        for (int i = 0; i < n; i++) rows.SetRow(i, Row(i, Step(i, DeviationAlong(i))));
        return (rows + rows.Transpose()) / 2;
    }

    /// <summary>The deviation that the curvature along one number speaks of, found by steps that fit it.</summary>
    private double DeviationAlong(int i)
    {
        double deviation = 1;
        for (int round = 0; round < Rounds; round++)
        {
            double step = Step(i, deviation), before = deviation, curvature = (GradientAt(i, -step)[i] - GradientAt(i, step)[i]) / (2 * step);
            bool curves = curvature > 0 && double.IsFinite(curvature);
            deviation = curves ? 1 / Math.Sqrt(curvature) : deviation / 10;
            if (curves && deviation < 2 * before && before < 2 * deviation) break;
        }
        return deviation;
    }

    /// <summary>A hundredth of a deviation, rounded so that the position moves by just that.</summary>
    private double Step(int i, double deviation)
    {
        double step = Math.Max(Share * deviation, Shortest * Math.Abs(position[i]));
        return position[i] + step - position[i];
    }

    /// <summary>-(g(-2h) - 8 g(-h) + 8 g(h) - g(2h)) / 12h.</summary>
    private double[] Row(int i, double h)
    {
        double[] row = new double[density.Dimension];
        foreach ((int steps, int weight) in ((int, int)[])[(-2, -1), (-1, 8), (1, -8), (2, 1)]) Vectors.Add(weight / (12 * h), GradientAt(i, steps * h), row);
        return row;
    }

    private double[] GradientAt(int i, double shift)
    {
        double[] moved = [.. position], gradient = new double[moved.Length];
        moved[i] += shift;
        if (!double.IsFinite(density.Evaluate(moved, gradient))) Array.Fill(gradient, double.NaN);
        return gradient;
    }
}
