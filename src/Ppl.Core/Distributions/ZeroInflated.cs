namespace Ppl.Distributions;

/// <summary>Counts with extra zeros: 0 with probability g (the gate), else a count: P(0) = g + (1 - g) P₀(0), P(x) = (1 - g) P₀(x) for x &gt; 0.</summary>
public abstract partial class ZeroInflated : Distribution
{
    private readonly Distribution counts;
    private readonly Chance gate;

    private protected ZeroInflated(Distribution counts, Chance gate)
        : base(Arguments.Join("ZeroInflated", counts.Over(counts.BatchShape) with { Name = nameof(counts) }, Arguments.Of(gate.Given, name: gate.IsLogit ? "gateLogits" : nameof(gate)))) => (this.counts, this.gate) = (counts, gate);

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <summary>The probability g of an extra zero.</summary>
    public TensorLike Gate => gate.Probs;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        Of(counts.Expand(BatchShape).Gather(index), gate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor isZero = value == 0, logMass = counts.LogProbUnchecked(value, counts.LogProbShape(Shape.Of(value)));
        return torch.where(isZero, gate.IsLogit ? AtZeroOfLogit(logMass) : AtZero(logMass), logMass + Closed(isZero, logMass));
    }

    /// <summary>log(g + (1 - g) e^ℓ) = ℓ + log(1 + e^(γ - ℓ)) - log(1 + e^γ), γ the logit of g.</summary>
    private Tensor AtZeroOfLogit(Tensor logMass) => logMass + Stable.Softplus(gate.Given - logMass) - gate.Given.Softplus();

    /// <summary>log(g + (1 - g) e^ℓ); where e^ℓ is too small to be told from 0 it counts only beside a g of 0.</summary>
    /// <remarks>The extra zeros are the positive part of g: at 0, the end of its interval, the derivative is the mean of those of both sides, as torch's at any kink.</remarks>
    private Tensor AtZero(Tensor logMass)
    {
        const double Smallest = -80;
        Tensor near = logMass.clamp_min(Smallest), far = logMass - near;
        TensorLike probability = gate.Given, extra = 0.5 * (probability + probability.Abs());
        Tensor log = (extra + (1 - probability) * near.exp()).log();
        if (probability.IsNumber) return probability.Number > 0 ? log : log + far;
        return log + far.masked_fill(probability.Beside(logMass) > 0, 0);
    }

    /// <summary>log(1 - g), with no infinite gradient at the zeros of a gate of 1.</summary>
    private TensorLike Closed(Tensor isZero, Tensor logMass)
    {
        if (gate.IsLogit || gate.Given.IsNumber) return gate.LogComplement;
        return (-gate.Given.Beside(logMass).masked_fill(isZero, 0)).log1p();
    }

    /// <summary>The same kind of distribution of other counts.</summary>
    private protected abstract ZeroInflated Of(Distribution counts, Chance gate);
}
