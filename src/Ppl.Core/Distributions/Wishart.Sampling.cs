namespace Ppl.Distributions;

public sealed partial class Wishart
{
    /// <summary>The Wishart distribution with <paramref name="df"/> degrees of freedom and scale matrix <paramref name="scale"/>; both are batched.</summary>
    /// <exception cref="PplException">PPL018: df is not above the number of rows less 1, or the scale is not symmetric. PPL206: it is not positive definite.
    /// PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public Wishart(TensorLike df, TensorLike scale)
        : this(df, Cholesky.Of(nameof(Wishart), scale), scale.Shape.Last(2))
    {
    }

    private Wishart(TensorLike df, TensorLike scaleTril, Shape eventShape)
        : base(Arguments.Of(nameof(Wishart), df, scaleTril, bEventDim: 2), eventShape)
    {
        Df = Check.GreaterThan(nameof(Wishart), df, eventShape[0] - 1);
        ScaleTril = scaleTril;
    }

    /// <summary>The Wishart distribution with scale matrix L L', L = <paramref name="scaleTril"/> lower-triangular with a positive diagonal.</summary>
    /// <exception cref="PplException">PPL018: df is not above the number of rows less 1, or the factor is none. PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public static Wishart FromCholesky(TensorLike df, TensorLike scaleTril) => new(df, Cholesky.Given(nameof(Wishart), scaleTril), scaleTril.Shape.Last(2));

    /// <summary>The degrees of freedom ν, above K - 1.</summary>
    public TensorLike Df { get; }

    /// <summary>The Cholesky factor L of the scale matrix.</summary>
    public TensorLike ScaleTril { get; }

    /// <summary>True: through independent normal and chi-square variables, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>L A A' L', A lower-triangular, standard normal below the diagonal, A_ii² ~ χ²(ν - i), i = 0, 1, ... (Bartlett).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor bartlett = Bartlett.Draw(rng, Df, ScaleTril, sampleShape + BatchShape, Size);
        Tensor factor = ScaleTril.Beside(bartlett).matmul(bartlett);
        return factor.matmul(factor.mT);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Wishart(Df.Gather(index, BatchShape), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <summary>ν V.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Df.WithLastDims(2) * Scale, BatchShape + EventShape);

    /// <summary>ν (V_ij² + V_ii V_jj).</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor scale = Scale, diagonal = scale.diagonal(0, -2, -1);
            return Stretch(Df.WithLastDims(2) * (scale.square() + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)), BatchShape + EventShape);
        }
    }

    private Tensor Scale => Triangular.Product(ScaleTril.ToTensor());
}
