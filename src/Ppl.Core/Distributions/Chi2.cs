namespace Ppl.Distributions;

/// <summary>
/// The chi-square distribution with ν degrees of freedom (<see cref="Df"/>), that of a sum of ν squared standard normal variables:
/// Gamma(ν / 2, 1 / 2), log p(x) = (ν/2 - 1) log x - x/2 - (ν/2) log 2 - log Γ(ν/2) for x &gt; 0.
/// </summary>
public sealed partial class Chi2 : Distribution
{
    /// <summary>The chi-square distribution with <paramref name="df"/> degrees of freedom.</summary>
    /// <exception cref="PplException">PPL018: the argument is not positive.</exception>
    public Chi2(TensorLike df)
        : base(Arguments.Of(df)) => Df = Check.Positive(nameof(Chi2), df);

    /// <summary>The degrees of freedom ν, any positive number.</summary>
    public TensorLike Df { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Chi2(Df.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>ν/2 + log 2 + log Γ(ν/2) + (1 - ν/2) ψ(ν/2).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => Stretch(AsGamma.Entropy(), BatchShape);

    /// <summary>The same distribution as a gamma distribution, over the batch of the parameter.</summary>
    internal Gamma AsGamma => new(Df / 2, 0.5);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Gamma.LogDensity(value, Df / 2, 0.5);
}
