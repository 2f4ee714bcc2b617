namespace Ppl.Distributions;

public sealed partial class ProjectedNormal
{
    /// <summary>From where the integrand is below 1e-20 of its largest value, also for two dimensions, to where it is again.</summary>
    private static readonly TensorLike nodes = Enumerable.Range(0, 177).Select(i => -20 + Step * i).ToArray();

    /// <summary>The distribution of directions around <paramref name="concentration"/>, whose last dim is that of the vectors; the others are batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not finite. PPL107: it has no dim of vectors, or only one number there.</exception>
    public ProjectedNormal(TensorLike concentration)
        : base(Arguments.Of(concentration, 1), concentration.Shape.Rank > 0 && concentration.Shape[^1] > 1
            ? concentration.Shape.Last(1)
            : throw Error.EventDoesNotFit(nameof(ProjectedNormal), default, default, $"a concentration of shape {concentration.Shape} is no vector", "give a vector of two numbers or more.")) =>
        Concentration = Check.Real(nameof(ProjectedNormal), concentration);

    /// <summary>The mean c of the normal vector: the longer, the closer its direction is kept.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>(c + ε) / |c + ε|, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor normal = Concentration + rng.Randn(DrawShape(sampleShape), Concentration);
        return normal / normal.square().sum(-1, keepdim: true).sqrt();
    }

    /// <inheritdoc/>
    public override Distribution Gather(Tensor index) => new ProjectedNormal(Concentration.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));
}
