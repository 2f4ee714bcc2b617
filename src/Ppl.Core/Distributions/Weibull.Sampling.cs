namespace Ppl.Distributions;

public sealed partial class Weibull
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>λ E^(1/k), E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Scale * (Draws.Exponential(rng, DrawShape(sampleShape), Scale, Concentration).log() / Concentration).exp()).ClampPositive();

    /// <summary>λ Γ(1 + 1/k).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Scale * LogMoment(1).Exp());

    /// <summary>λ² (Γ(1 + 2/k) - Γ(1 + 1/k)²), as the square of the mean times its relative excess, which is small where k is large.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((Scale * LogMoment(1).Exp()).Square() * (LogMoment(2) - 2 * LogMoment(1)).Expm1());

    /// <summary>1 - e^(-(value / λ)ᵏ).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => -(-(Concentration * (value / Scale).log()).exp()).expm1();

    /// <summary>λ (-log(1 - p))^(1/k).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Scale * ((-(-p).log1p()).log() / Concentration).exp();

    /// <summary>log E[(X / λ)ⁿ].</summary>
    private TensorLike LogMoment(int n) => (1 + n / Concentration).Lgamma();
}
