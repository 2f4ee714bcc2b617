namespace Ppl.Distributions;

public sealed partial class Kumaraswamy
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Concentration1, Concentration0)).ClampUnit();

    /// <summary>b B(1 + 1/a, b).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(LogMoment(1).Exp());

    /// <summary>b B(1 + 2/a, b) - (b B(1 + 1/a, b))².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((2 * LogMoment(1)).Exp() * (LogMoment(2) - 2 * LogMoment(1)).Expm1());

    /// <summary>1 - (1 - valueᵃ)ᵇ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => -(Concentration0 * Stable.Log1mExp(Concentration1 * value.log())).expm1();

    /// <summary>(1 - (1 - p)^(1/b))^(1/a).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => (Stable.Log1mExp((-p).log1p() / Concentration0) / Concentration1).exp();

    /// <summary>log E[Xⁿ] = log Γ(1 + n/a) + log Γ(1 + b) - log Γ(1 + n/a + b).</summary>
    private TensorLike LogMoment(int n)
    {
        TensorLike power = 1 + n / Concentration1;
        return power.Lgamma() + (1 + Concentration0).Lgamma() - (power + Concentration0).Lgamma();
    }
}
