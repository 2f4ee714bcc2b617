namespace Ppl.Distributions;

public sealed partial class Gumbel
{
    /// <summary>The Gumbel distribution with mode <paramref name="loc"/> and scale <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Gumbel(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Gumbel), loc, scale))
    {
        Loc = Check.Real(nameof(Gumbel), loc);
        Scale = Check.Positive(nameof(Gumbel), scale);
    }

    /// <summary>The mode μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ - σ log E, E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Loc - Scale * Draws.Exponential(rng, DrawShape(sampleShape), Loc, Scale).log();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Gumbel(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>μ + γ σ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + Euler * Scale);

    /// <summary>π² σ² / 6.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square() * (Math.PI * Math.PI / 6));

    /// <summary>e^(-e^-z), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (-((Loc - value) / Scale).exp()).exp();

    /// <summary>μ - σ log(-log p).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc - Scale * (-p.log()).log();
}
