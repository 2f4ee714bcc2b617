namespace Ppl.Distributions;

public sealed partial class LogisticNormal
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
    public override bool IsReparameterized => true;

    /// <summary>The simplex that normal numbers μ + σ ε break.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Transforms.StickBreaking.Forward(numbers.Expand(BatchShape).Sample(rng, sampleShape));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index)
    {
        Shape batch = BatchShape + numbers.EventShape;
        return new LogisticNormal(Loc.Gather(index, batch), Scale.Gather(index, batch)).Expand(GatheredShape(index));
    }
}
