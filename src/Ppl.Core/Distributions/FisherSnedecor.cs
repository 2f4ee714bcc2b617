namespace Ppl.Distributions;

/// <summary>
/// The F distribution with d₁ (<see cref="Df1"/>) and d₂ (<see cref="Df2"/>) degrees of freedom, that of (X / d₁) / (Y / d₂) with independent
/// chi-square variables X, Y: log p(x) = (a - 1) log x - (a + b) log(d₁ x + d₂) + a log d₁ + b log d₂ - log B(a, b), a = d₁/2, b = d₂/2, for x &gt; 0.
/// </summary>
public sealed partial class FisherSnedecor : Distribution
{
    /// <summary>The F distribution with <paramref name="df1"/> and <paramref name="df2"/> degrees of freedom; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public FisherSnedecor(TensorLike df1, TensorLike df2)
        : base(Arguments.Of(nameof(FisherSnedecor), df1, df2))
    {
        Df1 = Check.Positive(nameof(FisherSnedecor), df1);
        Df2 = Check.Positive(nameof(FisherSnedecor), df2);
    }

    /// <summary>The degrees of freedom d₁ of the numerator, any positive number.</summary>
    public TensorLike Df1 { get; }

    /// <summary>The degrees of freedom d₂ of the denominator, any positive number.</summary>
    public TensorLike Df2 { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new FisherSnedecor(Df1.Gather(index, BatchShape), Df2.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log B(a, b) + log(d₂ / d₁) + (1 - a) ψ(a) - (1 + b) ψ(b) + (a + b) ψ(a + b).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        TensorLike a = Df1 / 2, b = Df2 / 2, ofB = Stable.MeanLogRatio(b);
        return OverBatch((1 - a) * (Stable.MeanLogRatio(a) - ofB) + (a + b) * (Stable.MeanLogRatio(a + b) - ofB) - Stable.LogPowersOverBeta(a, b));
    }

    /// <summary>Around 1, with m = a / (a + b): (a - 1) log x - (a + b) log(1 + m (x - 1)) + log(mᵃ (1 - m)ᵇ / B(a, b)).</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike a = Df1 / 2, b = Df2 / 2, sum = a + b;
        return (a - 1) * value.log() - sum * (a / sum * (value - 1)).log1p() + Stable.LogPowersOverGamma([a, b], [sum]);
    }
}
