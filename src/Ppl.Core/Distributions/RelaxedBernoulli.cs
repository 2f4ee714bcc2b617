namespace Ppl.Distributions;

/// <summary>
/// The relaxed (concrete) Bernoulli distribution on [0, 1] with temperature τ (<see cref="Temperature"/>) and logit λ (<see cref="Logits"/>), that of
/// σ((λ + L) / τ) with a standard logistic L: log p(x) = log τ + u - 2 log(1 + e^u) - log x - log(1 - x), u = λ - τ log(x / (1 - x)). The colder,
/// the closer to a Bernoulli variable.
/// </summary>
/// <remarks>Maddison, Mnih and Teh, The concrete distribution (2017), appendix B.</remarks>
public sealed partial class RelaxedBernoulli : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <summary>The probability that x is above 1/2.</summary>
    public TensorLike Probs => isLogits ? parameter.Sigmoid() : parameter;

    /// <summary>The logit λ of <see cref="Probs"/>.</summary>
    public TensorLike Logits => isLogits ? parameter : parameter.Log() - (-parameter).Log1p();

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.log(), logRest = (-value).log1p(), u = Logits - Temperature * (log - logRest);
        return Temperature.Log() + u.add(Stable.Softplus(u), -2) - (log + logRest);
    }
}
