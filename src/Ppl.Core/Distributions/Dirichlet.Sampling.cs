namespace Ppl.Distributions;

public sealed partial class Dirichlet
{
    /// <summary>The Dirichlet distribution with the last dim of <paramref name="concentration"/> for concentrations.</summary>
    /// <exception cref="PplException">PPL018: an entry is not positive. PPL107: there is no dim of coordinates.</exception>
    public Dirichlet(TensorLike concentration)
        : base(Arguments.Of(concentration) with { Batch = Batch(concentration.Shape) }, concentration.Shape.Last(1)) => Concentration = Check.Positive(nameof(Dirichlet), concentration);

    /// <summary>The concentrations α along the last dim.</summary>
    public TensorLike Concentration { get; }

    /// <summary>True: through independent gamma variables, each with the gradient of its quantile, to a relative error of 1e-9; 0 where a coordinate is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>Gᵢ / Σ G with Gᵢ ~ Gamma(αᵢ, 1), from their logs; a coordinate that would underflow is the smallest normal number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor log = LogGamma.Sample(rng, DrawShape(sampleShape), Concentration)[0];
        return (log - log.logsumexp(-1, keepdim: true)).exp().ClampPositive();
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Dirichlet(Concentration.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

    /// <summary>αᵢ / Σ α.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor concentration = Concentration.ToTensor();
            return Stretch(concentration / concentration.sum(-1, keepdim: true), BatchShape + EventShape);
        }
    }

    /// <summary>mᵢ (1 - mᵢ) / (Σ α + 1), mᵢ being the mean.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor mean = Mean;
            return mean * (1 - mean) / (Concentration.ToTensor().sum(-1, keepdim: true) + 1);
        }
    }

    private static Shape Batch(Shape concentration) => concentration.Rank > 0
        ? concentration.DropLast(1)
        : throw Error.EventDoesNotFit(nameof(Dirichlet), default, default, "a number is no vector of concentrations",
            "the last dim of the argument are the coordinates: give a vector, such as [1.0, 1.0].");
}
