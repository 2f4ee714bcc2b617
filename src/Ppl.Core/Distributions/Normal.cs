namespace Ppl.Distributions;

/// <summary>
/// The normal distribution with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -((x - μ) / σ)² / 2 - log σ - log(2π) / 2.
/// </summary>
public sealed partial class Normal : Distribution
{
    /// <summary>log(2π) / 2.</summary>
    internal const double HalfLogTwoPi = 0.918938533204672741780329736406;

    /// <summary>The normal distribution with mean <paramref name="loc"/> and standard deviation <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Normal(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Normal), loc, scale))
    {
        Loc = Check.Real(nameof(Normal), loc);
        Scale = Check.Positive(nameof(Normal), scale);
    }

    /// <summary>The normal distribution with mean <paramref name="loc"/> and variance 1 / <paramref name="precision"/>.</summary>
    /// <exception cref="PplException">PPL018: the precision is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public static Normal WithPrecision(TensorLike loc, TensorLike precision) => new(loc, 1 / Check.Positive(nameof(Normal), precision).Sqrt());

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Normal(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => OfSquares(Squares(value));

    /// <summary>Where σ is shared, log σ is not laid out for each x: -Σ ((x - μ) / σ)² / 2 - n log σ - n log(2π) / 2.</summary>
    /// <inheritdoc/>
    internal override Tensor SumOfLogProb(Tensor value, Shape shape, int dims)
    {
        Tensor squares = Squares(value);
        Shape summed = shape.Last(dims), laid = Shape.Of(squares);
        bool isShared = Scale.IsNumber || (Scale.Tensor is { } scale && Shape.Of(scale).NumberOfElements < laid.NumberOfElements);
        if (!isShared || laid.Rank < dims || laid.Last(dims) != summed) return Stretch(OfSquares(squares), shape).SumLast(dims);
        return (-HalfLogTwoPi * summed.NumberOfElements - Scale.Log().SumOver(summed)).Plus(squares.SumLast(dims), -0.5);
    }

    private Tensor Squares(Tensor value) => ((value - Loc) / Scale).square();

    private Tensor OfSquares(Tensor squares) => (-HalfLogTwoPi - Scale.Log()).Plus(squares, -0.5);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (HalfLogTwoPi + 0.5));
}
