namespace Ppl.Distributions;

/// <summary>
/// The zero-inflated Poisson distribution: 0 with probability g (<see cref="ZeroInflated.Gate"/>), else a <see cref="Poisson"/> count of mean λ:
/// P(0) = g + (1 - g) e^-λ, P(x) = (1 - g) λˣ e^-λ / x! for x &gt; 0.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the rate.</remarks>
public sealed class ZeroInflatedPoisson : ZeroInflated
{
    /// <summary>The zero-inflated Poisson distribution with extra zeros of probability <paramref name="gate"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the rate is negative, or the gate is no probability. PPL101: the shapes do not broadcast.</exception>
    public ZeroInflatedPoisson(TensorLike rate, TensorLike gate)
        : this(Counts(rate), Chance.OfProbs(nameof(ZeroInflatedPoisson), gate))
    {
    }

    private ZeroInflatedPoisson(Distribution counts, Chance gate)
        : base(counts, gate)
    {
    }

    /// <summary>The zero-inflated Poisson distribution with extra zeros of probability 1 / (1 + e^(-<paramref name="gateLogits"/>)).</summary>
    /// <exception cref="PplException">PPL018: the rate is negative, or a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static ZeroInflatedPoisson FromGateLogits(TensorLike rate, TensorLike gateLogits) =>
        new(Counts(rate), Chance.OfLogits(nameof(ZeroInflatedPoisson), gateLogits));

    private protected override ZeroInflated Of(Distribution counts, Chance gate) => new ZeroInflatedPoisson(counts, gate);

    private static Poisson Counts(TensorLike rate) => new(Check.NonNegative(nameof(ZeroInflatedPoisson), rate));
}
