namespace Ppl.Distributions;

public sealed partial class ProjectedNormal
{
    private const int Nodes = 64;

    private readonly TensorLike radii, logWeights;

    /// <summary>The distribution of directions around <paramref name="concentration"/>, whose last dim is that of the vectors; the others are batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not finite. PPL107: it has no dim of vectors, or only one number there.</exception>
    public ProjectedNormal(TensorLike concentration)
        : base(Arguments.Of(concentration, 1), concentration.Shape.Rank > 0 && concentration.Shape[^1] > 1
            ? concentration.Shape.Last(1)
            : throw Error.EventDoesNotFit(nameof(ProjectedNormal), default, default, $"a concentration of shape {concentration.Shape} is no vector", "give a vector of two numbers or more."))
    {
        Concentration = Check.Real(nameof(ProjectedNormal), concentration);
        (radii, logWeights) = Rule(EventShape[0]);
    }

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
    protected override Distribution Gathered(Tensor index) => new ProjectedNormal(Concentration.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

    /// <summary>
    /// Equal steps of u, log r = 1 + u - e^-u beside the likeliest radius, from where the integrand is below 1e-20 of its largest value to where it is again. That is narrower the more
    /// dimensions there are, in proportion to 1 / √K.
    /// </summary>
    private static (TensorLike Radii, TensorLike LogWeights) Rule(long size)
    {
        double narrow = Math.Min(1, Math.Sqrt(3.0 / size)), first = -3 * narrow, step = (2.5 * narrow - first) / (Nodes - 1);
        double[] u = [.. Enumerable.Range(0, Nodes).Select(i => first + step * i)];
        return (Array.ConvertAll(u, u => Math.Exp(1 + u - Math.Exp(-u))), Array.ConvertAll(u, u => Math.Log(step * (1 + Math.Exp(-u)))));
    }
}
