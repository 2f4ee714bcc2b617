using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ppl.Infer;

/// <summary>
/// The normal distributions along a path of <see cref="Lbfgs"/>, from its last J changes of position, s, and of the gradient of -log density, y: Σ = diag(α) + β γ βᵀ, β = [diag(α) Y, S], the
/// inverse Hessian of Byrd, Nocedal and Schnabel (1994, theorem 2.2) upon a diagonal that is learnt too (Zhang, Carpenter, Gelman and Vehtari 2022, algorithms 3 and 4).
/// </summary>
/// <param name="dimension">n.</param>
/// <param name="pairs">J.</param>
internal sealed class LocalNormal(int dimension, int pairs)
{
    /// <summary>A change along which the gradient moves so much more than the position is rounding (as Stan has it).</summary>
    private const double MostCurvature = 1e12;

    private readonly Queue<(Vector<double> S, Vector<double> Y)> kept = new();
    private Vector<double> alpha = Vector<double>.Build.Dense(dimension, 1);

    /// <summary>Takes the change from one point to the next, where it has curvature.</summary>
    public void Learn(LinePoint from, LinePoint to)
    {
        Vector<double> s = Of(to.Position) - Of(from.Position), y = Of(to.Gradient) - Of(from.Gradient);
        double curvature = s * y;
        if (!(curvature > 0) || !(y * y <= MostCurvature * curvature)) return;
        alpha = Diagonal(s, y);
        if (kept.Count == pairs) kept.Dequeue();
        kept.Enqueue((s, y));
    }

    /// <summary>N(x - Σ ∇f, Σ), f = -log density; null where rounding leaves no covariance.</summary>
    /// <param name="point">x.</param>
    /// <param name="decrement">∇fᵀ Σ ∇f: twice what the mean lies above the point, in nats.</param>
    public NormalApproximation? At(LinePoint point, out double decrement)
    {
        Vector<double> deviations = alpha.PointwiseSqrt(), slope = Of(point.Gradient).PointwiseMultiply(deviations), step = slope;
        Matrix<double> within = Matrix<double>.Build.Dense(1, 1, 1);    // before anything is learnt: I
        Matrix<double>? basis = Matrix<double>.Build.Dense(dimension, 1, (i, _) => i == 0 ? 1 : 0);
        if (kept.Count > 0)
        {
            (Matrix<double> beta, Matrix<double> gamma) = Change(deviations);
            step += beta * (gamma * beta.TransposeThisAndMultiply(slope));
            // The change lives where β's columns do; where these fill the space, any basis of it will do.
            QR<double>? orthogonal = beta.ColumnCount < dimension ? beta.QR(QRMethod.Thin) : null;
            basis = orthogonal?.Q;
            Matrix<double> columns = orthogonal?.R ?? beta;
            within = Matrix<double>.Build.DenseIdentity(columns.RowCount) + (columns * gamma * columns.Transpose());
        }
        decrement = slope * step;
        double[] mean = [.. point.Position.Select((number, i) => number - (deviations[i] * step[i]))];
        if (!(decrement >= 0) || !Array.TrueForAll(mean, double.IsFinite)) return null;
        try
        {
            return new NormalApproximation(mean, deviations.AsArray(), within.Cholesky().Factor, basis);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// diag(α)^(-1/2) β, and γ = [[0, -R⁻¹], [-R⁻ᵀ, R⁻ᵀ (diag(sᵀy) + Yᵀ diag(α) Y) R⁻¹]], R the upper triangle of SᵀY.
    /// </summary>
    private (Matrix<double> Beta, Matrix<double> Gamma) Change(Vector<double> deviations)
    {
        int count = kept.Count;
        Matrix<double> s = Matrix<double>.Build.DenseOfColumnVectors(kept.Select(pair => pair.S.PointwiseDivide(deviations)));
        Matrix<double> y = Matrix<double>.Build.DenseOfColumnVectors(kept.Select(pair => pair.Y.PointwiseMultiply(deviations)));
        Matrix<double> products = s.TransposeThisAndMultiply(y), inverse = products.UpperTriangle().Inverse();
        Matrix<double> inner = y.TransposeThisAndMultiply(y) + Matrix<double>.Build.DenseOfDiagonalVector(products.Diagonal());
        return (y.Append(s), Matrix<double>.Build.DenseOfMatrixArray(new[,]
        {
            { Matrix<double>.Build.Dense(count, count), -inverse },
            { -inverse.Transpose(), inverse.Transpose() * inner * inverse },
        }));
    }

    /// <summary>The diagonal after another change (Gilbert and Lemaréchal 1989, eq. 4.9).</summary>
    private Vector<double> Diagonal(Vector<double> s, Vector<double> y)
    {
        double yay = y * y.PointwiseMultiply(alpha), sy = s * y, sas = s * s.PointwiseDivide(alpha);
        return alpha.Map2(
            (before, change) => change > 0 && double.IsFinite(change) ? change : before,
            Vector<double>.Build.Dense(dimension, i => sy / ((yay / alpha[i]) + (y[i] * y[i]) - (yay / sas * (s[i] / alpha[i]) * (s[i] / alpha[i])))));
    }

    private static Vector<double> Of(double[] numbers) => Vector<double>.Build.Dense(numbers);
}
