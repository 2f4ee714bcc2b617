namespace Ppl.Distributions;

public sealed partial class InverseWishart
{
    /// <summary>The inverse Wishart distribution with <paramref name="df"/> degrees of freedom and scale matrix <paramref name="scale"/>; both are batched.</summary>
    /// <exception cref="PplException">PPL018: df is not above the number of rows less 1, or the scale is not symmetric. PPL206: it is not positive definite.
    /// PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public InverseWishart(TensorLike df, TensorLike scale)
        : this(df, Cholesky.Of(nameof(InverseWishart), scale), scale.Shape.Last(2))
    {
    }

    private InverseWishart(TensorLike df, TensorLike scaleTril, Shape eventShape)
        : base(Arguments.Of(nameof(InverseWishart), df, scaleTril, bEventDim: 2), eventShape)
    {
        Df = Check.GreaterThan(nameof(InverseWishart), df, eventShape[0] - 1);
        ScaleTril = scaleTril;
    }

    /// <summary>The inverse Wishart distribution with scale matrix L L', L = <paramref name="scaleTril"/> lower-triangular with a positive diagonal.</summary>
    /// <exception cref="PplException">PPL018: df is not above the number of rows less 1, or the factor is none. PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public static InverseWishart FromCholesky(TensorLike df, TensorLike scaleTril) => new(df, Cholesky.Given(nameof(InverseWishart), scaleTril), scaleTril.Shape.Last(2));

    /// <summary>The degrees of freedom ν, above K - 1.</summary>
    public TensorLike Df { get; }

    /// <summary>The Cholesky factor L of the scale matrix.</summary>
    public TensorLike ScaleTril { get; }

    /// <summary>True: through independent normal and chi-square variables, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>L (A A')⁻¹ L', A A' a Wishart matrix of scale I: the inverse of a Wishart matrix of scale Ψ⁻¹.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor bartlett = Bartlett.Draw(rng, Df, ScaleTril, sampleShape + BatchShape, Size);
        Tensor root = Triangular.Solve(bartlett, ScaleTril.Beside(bartlett).mT);
        return root.mT.matmul(root);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new InverseWishart(Df.Gather(index, BatchShape), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <summary>Ψ / (ν - K - 1); infinite for ν up to K + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor scale = Scale, excess = Excess(scale);
            return Stretch(torch.where(excess > 0, scale / excess, torch.full_like(scale, double.PositiveInfinity)), BatchShape + EventShape);
        }
    }

    /// <summary>With n = ν - K - 1: ((n + 2) Ψ_ij² + n Ψ_ii Ψ_jj) / (n² (n + 1) (n - 2)); infinite for n up to 2.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor scale = Scale, diagonal = scale.diagonal(0, -2, -1), n = Excess(scale);
            Tensor variance = ((n + 2) * scale.square() + n * diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)) / (n.square() * (n + 1) * (n - 2));
            return Stretch(torch.where(n > 2, variance, torch.full_like(variance, double.PositiveInfinity)), BatchShape + EventShape);
        }
    }

    private Tensor Scale => Triangular.Product(ScaleTril.ToTensor());

    private Tensor Excess(Tensor scale) => (Df - Size - 1).WithLastDims(2).Beside(scale);
}
