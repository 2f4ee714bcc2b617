namespace Ppl.Distributions;

/// <summary>
/// The normal distribution of matrices of N rows and K columns with mean M (<see cref="Loc"/>), covariance U = A A' between rows (<see cref="RowScaleTril"/>) and
/// V = B B' between columns (<see cref="ColumnScaleTril"/>): log p(X) = -|A⁻¹ (X - M) B'⁻¹|² / 2 - K log det A - N log det B - N K log(2π) / 2.
/// </summary>
/// <remarks>The entries, column by column, are a normal vector whose covariance is the Kronecker product of V and U.</remarks>
public sealed partial class MatrixNormal : Distribution
{
    /// <summary>The normal distribution of matrices with mean <paramref name="loc"/>, a matrix or one number for all, and the covariances between its rows and between its columns; all are batched.</summary>
    /// <exception cref="PplException">PPL206: a covariance is not positive definite. PPL018: it is not symmetric, or an argument is not finite.
    /// PPL107: it is no square matrix, or the mean has other rows or columns. PPL101: the shapes do not broadcast.</exception>
    public MatrixNormal(TensorLike loc, TensorLike rowCovariance, TensorLike columnCovariance)
        : this(loc, Cholesky.Of(nameof(MatrixNormal), rowCovariance), Cholesky.Of(nameof(MatrixNormal), columnCovariance), Event(loc, rowCovariance, columnCovariance))
    {
    }

    private MatrixNormal(TensorLike loc, TensorLike rowScaleTril, TensorLike columnScaleTril, Shape eventShape)
        : base(Arguments.Join(nameof(MatrixNormal), Arguments.Of(loc, 2), Arguments.Of(rowScaleTril, 2), Arguments.Of(columnScaleTril, 2)), eventShape)
    {
        Loc = Check.Real(nameof(MatrixNormal), loc);
        (RowScaleTril, ColumnScaleTril) = (rowScaleTril, columnScaleTril);
    }

    /// <summary>The normal distribution of matrices by the lower Cholesky factors of both covariances.</summary>
    /// <exception cref="PplException">PPL018: a factor is none, or the mean is not finite. PPL107: it is no square matrix, or the mean has other rows or columns. PPL101: the shapes do not broadcast.</exception>
    public static MatrixNormal FromCholesky(TensorLike loc, TensorLike rowScaleTril, TensorLike columnScaleTril) => new(
        loc, Cholesky.Given(nameof(MatrixNormal), rowScaleTril), Cholesky.Given(nameof(MatrixNormal), columnScaleTril), Event(loc, rowScaleTril, columnScaleTril));

    /// <summary>The mean M.</summary>
    public TensorLike Loc { get; }

    /// <summary>The Cholesky factor A of the covariance between rows.</summary>
    public TensorLike RowScaleTril { get; }

    /// <summary>The Cholesky factor B of the covariance between columns.</summary>
    public TensorLike ColumnScaleTril { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(2);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new MatrixNormal(Loc.Gather(index, BatchShape, eventDim: 2),
        RowScaleTril.Gather(index, BatchShape, eventDim: 2), ColumnScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

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

    private static Shape Event(TensorLike loc, TensorLike rows, TensorLike columns)
    {
        Shape shape = [rows.Shape[^1], columns.Shape[^1]];
        return loc.Shape.Last(Math.Min(loc.Shape.Rank, 2)).BroadcastsTo(shape)
            ? shape
            : throw Error.EventDoesNotFit(nameof(MatrixNormal), default, shape, $"a mean of shape {loc.Shape} does not fit {shape[0]} rows and {shape[1]} columns", "give the mean as many rows and columns, or one number for all.");
    }
}
