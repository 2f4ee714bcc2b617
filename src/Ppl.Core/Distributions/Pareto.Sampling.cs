namespace Ppl.Distributions;

public sealed partial class Pareto
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>s e^(E / α), E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Scale * (Draws.Exponential(rng, DrawShape(sampleShape), Scale, Alpha) / Alpha).exp()).ClampPositive();

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
