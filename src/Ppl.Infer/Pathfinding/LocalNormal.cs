using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Infer;

/// <summary>
/// The normal distributions along a path of <see cref="Lbfgs"/>, from its last J changes of position, s, and of the gradient of -log density, y: Σ = diag(α) + β γ βᵀ, β = [diag(α) Y, S], the
/// inverse Hessian of Byrd, Nocedal and Schnabel (1994, theorem 2.2) upon a diagonal that is learnt too (Zhang, Carpenter, Gelman and Vehtari 2022, algorithms 3 and 4).
/// </summary>
/// <remarks>In units of the deviations √α, in which all but the changes is computed, Σ is I + W γ Wᵀ, W = [√α Y, S / √α].</remarks>
/// <param name="dimension">n.</param>
/// <param name="pairs">J.</param>
internal sealed class LocalNormal(int dimension, int pairs)
{
    /// <summary>A change along which the gradient moves so much more than the position is rounding (as Stan has it).</summary>
    private const double MostCurvature = 1e12;

    /// <summary>What is left of a column beside those before it, relative to its length, below which it is one of them.</summary>
    private const double Independent = 1e-10;

    private readonly Queue<(double[] S, double[] Y)> kept = new();
    private double[] alpha = [.. Enumerable.Repeat(1.0, dimension)];

    /// <summary>Takes the change from one point to the next, where it has curvature.</summary>
    public void Learn(LinePoint from, LinePoint to)
    {
        double[] s = Difference(to.Position, from.Position), y = Difference(to.Gradient, from.Gradient);
        double curvature = Vectors.Dot(s, y);
        if (!(curvature > 0) || !(Vectors.Dot(y, y) <= MostCurvature * curvature)) return;
        alpha = Diagonal(s, y, curvature);
        if (kept.Count == pairs) kept.Dequeue();
        kept.Enqueue((s, y));
    }

    /// <summary>N(x - Σ ∇f, Σ), f = -log density; null where rounding leaves no covariance.</summary>
    /// <param name="point">x.</param>
    /// <param name="decrement">∇fᵀ Σ ∇f: twice what the mean lies above the point, in nats.</param>
    public NormalApproximation? At(LinePoint point, out double decrement)
    {
        double[] deviations = [.. alpha.Select(Math.Sqrt)], slope = Product(point.Gradient, deviations), step = [.. slope];
        double[][] changes = [.. kept.Select(pair => Product(pair.Y, deviations)), .. kept.Select(pair => Quotient(pair.S, deviations))], basis = Basis(changes);
        Matrix<double> within = Matrix<double>.Build.DenseIdentity(basis.Length);
        if (kept.Count > 0)
        {
            Matrix<double> gamma = Gamma(changes), low = Products(basis, changes);
            Vector<double> weights = gamma * Vector<double>.Build.Dense(changes.Length, i => Vectors.Dot(changes[i], slope));
            for (int i = 0; i < changes.Length; i++) Vectors.Add(weights[i], changes[i], step);
            within += low * gamma * low.Transpose();
        }
        decrement = Vectors.Dot(slope, step);
        double[] mean = Difference(point.Position, Product(step, deviations));
        if (!(decrement >= 0) || !Array.TrueForAll(mean, double.IsFinite)) return null;
        try
        {
            return new NormalApproximation(mean, deviations, within.Cholesky().Factor, basis);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>γ = [[0, -R⁻¹], [-R⁻ᵀ, R⁻ᵀ (diag(sᵀy) + Yᵀ diag(α) Y) R⁻¹]], R the upper triangle of SᵀY.</summary>
    /// <param name="changes">W.</param>
    private Matrix<double> Gamma(double[][] changes)
    {
        double[][] y = changes[..kept.Count], s = changes[kept.Count..];
        Matrix<double> products = Products(s, y), inverse = products.UpperTriangle().Inverse();
        Matrix<double> inner = Products(y, y) + Matrix<double>.Build.DenseOfDiagonalVector(products.Diagonal());
        return Matrix<double>.Build.DenseOfMatrixArray(new[,]
        {
            { Matrix<double>.Build.Dense(kept.Count, kept.Count), -inverse },
            { -inverse.Transpose(), inverse.Transpose() * inner * inverse },
        });
    }

    /// <summary>Orthonormal columns that span those given, by Gram and Schmidt, twice, which is as good as any (Giraud, Langou and Rozložník 2005).</summary>
    private static double[][] Basis(double[][] columns)
    {
        var basis = new List<double[]>();
        foreach (double[] column in columns)
        {
            double[] rest = [.. column];
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] one in basis) Vectors.Add(-Vectors.Dot(one, rest), one, rest);
            double length = Math.Sqrt(Vectors.Dot(rest, rest));
            if (length > Independent * Math.Sqrt(Vectors.Dot(column, column))) basis.Add([.. rest.Select(number => number / length)]);
        }
        return [.. basis];
    }

    /// <summary>The diagonal after another change (Gilbert and Lemaréchal 1989, eq. 4.9).</summary>
    private double[] Diagonal(double[] s, double[] y, double curvature)
    {
        double yay = Vectors.Dot(y, Product(y, alpha)), sas = Vectors.Dot(s, Quotient(s, alpha));
        double[] changed = new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            double ratio = s[i] / alpha[i], variance = curvature / ((yay / alpha[i]) + (y[i] * y[i]) - (yay / sas * ratio * ratio));
            changed[i] = variance > 0 && double.IsFinite(variance) ? variance : alpha[i];
        }
        return changed;
    }

    /// <summary>AᵀB.</summary>
    private static Matrix<double> Products(double[][] a, double[][] b) => Matrix<double>.Build.Dense(a.Length, b.Length, (i, j) => Vectors.Dot(a[i], b[j]));

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    private static double[] Quotient(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x / y)];
}
