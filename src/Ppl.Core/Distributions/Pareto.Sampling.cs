namespace Ppl.Distributions;

public sealed partial class Pareto
{
    /// <summary>The Pareto distribution of values from <paramref name="scale"/> upwards, with P(X &gt; x) = (scale / x)^alpha; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Pareto(TensorLike scale, TensorLike alpha)
        : base(Arguments.Of(nameof(Pareto), scale, alpha))
    {
        Scale = Check.Positive(nameof(Pareto), scale);
        Alpha = Check.Positive(nameof(Pareto), alpha);
    }

    /// <summary>The least value s.</summary>
    public TensorLike Scale { get; }

    /// <summary>The tail index α.</summary>
    public TensorLike Alpha { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>s e^(E / α), E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Scale * (Draws.Exponential(rng, DrawShape(sampleShape), Scale, Alpha) / Alpha).exp()).ClampPositive();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Pareto(Scale.Gather(index, BatchShape), Alpha.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>α s / (α - 1); infinite where α ≤ 1.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor alpha = OverBatch(Alpha);
            return Stable.InfiniteUnless(alpha > 1, alpha * Scale / (alpha - 1));
        }
    }

    /// <summary>α s² / ((α - 1)² (α - 2)); infinite where α ≤ 2.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor alpha = OverBatch(Alpha);
            return Stable.InfiniteUnless(alpha > 2, alpha * (Scale / (alpha - 1)).square() / (alpha - 2));
        }
    }

    /// <summary>1 - (s / value)^α.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => -(Alpha * (Scale / value).log().clamp_max(0)).expm1();

    /// <summary>s (1 - p)^(-1/α).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Scale * (-(-p).log1p() / Alpha).exp();
}
