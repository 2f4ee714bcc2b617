namespace Ppl.Distributions;

/// <summary>
/// The distribution on a simplex of K + 1 of <see cref="Transforms.StickBreaking"/> of K independent normal numbers with means μ (<see cref="Loc"/>) and standard deviations σ
/// (<see cref="Scale"/>): log p(y) = Σ log N(x_i; μ_i, σ_i) - log |det dy/dx|, x the numbers that break the stick into y.
/// </summary>
/// <remarks>As in PyTorch. The classical law, of the softmax of (x, 0), is another.</remarks>
public sealed partial class LogisticNormal : Distribution
{
    private readonly Distribution numbers;

    /// <summary>The distribution of K normal numbers on a simplex of K + 1; the last dim of the arguments is that of the numbers, the others are batched.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL107: there is no dim of numbers. PPL101: the shapes do not broadcast.</exception>
    public LogisticNormal(TensorLike loc, TensorLike scale)
        : this(loc, scale, new Normal(loc, scale).ToEvent(1))
    {
    }

    private LogisticNormal(TensorLike loc, TensorLike scale, Distribution numbers)
        : base(numbers.Over(numbers.BatchShape), Transforms.StickBreaking.ForwardShape(numbers.EventShape)) =>
        (Loc, Scale, this.numbers) = (loc, scale, numbers);

    /// <summary>The means μ of the normal numbers.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviations σ of the normal numbers.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index)
    {
        Shape batch = BatchShape + numbers.EventShape;
        return new LogisticNormal(Loc.Gather(index, batch), Scale.Gather(index, batch)).Expand(GatheredShape(index));
    }

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor x = Transforms.StickBreaking.Inverse(value);
        return numbers.LogProbUnchecked(x, numbers.LogProbShape(Shape.Of(x))) - Transforms.StickBreaking.LogAbsDetJacobian(x, value);
    }
}
