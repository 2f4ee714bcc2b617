namespace Ppl.Distributions;

/// <summary>
/// The normal distribution of matrices of N rows and K columns with mean M (<see cref="Loc"/>), covariance U = A A' between rows (<see cref="RowScaleTril"/>) and
/// V = B B' between columns (<see cref="ColumnScaleTril"/>): log p(X) = -|A⁻¹ (X - M) B'⁻¹|² / 2 - K log det A - N log det B - N K log(2π) / 2.
/// </summary>
/// <remarks>The entries, column by column, are a normal vector whose covariance is the Kronecker product of V and U.</remarks>
public sealed partial class MatrixNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(2);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * EventShape.NumberOfElements);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc;
        Tensor rows = Triangular.Solve(RowScaleTril.Beside(deviation), deviation);
        return -0.5 * Triangular.SquaredNorm(Triangular.Solve(ColumnScaleTril.Beside(deviation), rows.mT)) - LogNormalizer;
    }

    private TensorLike LogNormalizer => EventShape[1] * RowScaleTril.Apply(Triangular.LogDeterminant)
        + EventShape[0] * ColumnScaleTril.Apply(Triangular.LogDeterminant) + EventShape.NumberOfElements * Normal.HalfLogTwoPi;
}
