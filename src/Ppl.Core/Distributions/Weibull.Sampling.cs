namespace Ppl.Distributions;

public sealed partial class Weibull
{
    /// <summary>The Weibull distribution with scale λ and concentration (shape) k, the law of λ E^(1/k), E exponential with mean 1; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Weibull(TensorLike scale, TensorLike concentration)
        : base(Arguments.Of(nameof(Weibull), scale, concentration))
    {
        Scale = Check.Positive(nameof(Weibull), scale);
        Concentration = Check.Positive(nameof(Weibull), concentration);
    }

    /// <summary>The scale λ.</summary>
    public TensorLike Scale { get; }

    /// <summary>The concentration k, also called shape.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>λ E^(1/k), E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Scale * (Draws.Exponential(rng, DrawShape(sampleShape), Scale, Concentration).log() / Concentration).exp()).ClampPositive();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Weibull(Scale.Gather(index, BatchShape), Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
