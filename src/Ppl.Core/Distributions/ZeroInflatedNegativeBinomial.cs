namespace Ppl.Distributions;

/// <summary>
/// The zero-inflated negative binomial distribution: 0 with probability g (<see cref="ZeroInflated.Gate"/>), else a <see cref="NegativeBinomial"/>
/// count, by any of its parameters: P(0) = g + (1 - g) P₀(0), P(x) = (1 - g) P₀(x) for x &gt; 0.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the counts.</remarks>
public sealed class ZeroInflatedNegativeBinomial : ZeroInflated
{
    /// <summary>The distribution of <paramref name="counts"/> with extra zeros of probability <paramref name="gate"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the gate is no probability. PPL101: the shapes do not broadcast.</exception>
    public ZeroInflatedNegativeBinomial(NegativeBinomial counts, TensorLike gate)
        : this(counts, Chance.OfProbs(nameof(ZeroInflatedNegativeBinomial), gate))
    {
    }

    private ZeroInflatedNegativeBinomial(Distribution counts, Chance gate)
        : base(counts, gate)
    {
    }

    /// <summary>The distribution of <paramref name="counts"/> with extra zeros of probability 1 / (1 + e^(-<paramref name="gateLogits"/>)).</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static ZeroInflatedNegativeBinomial FromGateLogits(NegativeBinomial counts, TensorLike gateLogits) =>
        new(counts, Chance.OfLogits(nameof(ZeroInflatedNegativeBinomial), gateLogits));

    private protected override ZeroInflated Of(Distribution counts, Chance gate) => new ZeroInflatedNegativeBinomial(counts, gate);
}
