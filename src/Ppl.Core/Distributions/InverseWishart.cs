namespace Ppl.Distributions;

/// <summary>
/// The law of the inverse of a Wishart matrix: positive-definite matrices of K rows with ν degrees of freedom (<see cref="Df"/>) and scale Ψ = L L'
/// (<see cref="ScaleTril"/>): log p(X) = ν log det(Ψ) / 2 - (ν + K + 1) log det(X) / 2 - tr(Ψ X⁻¹) / 2 - ν K log(2) / 2 - log Γ_K(ν / 2).
/// </summary>
public sealed partial class InverseWishart : Distribution
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

    /// <inheritdoc/>
    public override Constraint Support => Constraints.PositiveDefinite;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new InverseWishart(Df.Gather(index, BatchShape), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <summary>-E[log p(X)] with E[log det X] = log det Ψ - ψ_K(ν / 2) - K log 2.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * (Df + Size + 1) * MeanLogDeterminant + 0.5 * Size * Df);

    /// <summary>With X = M M': the trace is the squared norm of M⁻¹ L.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor factor = torch.linalg.cholesky(value);
        Tensor trace = Triangular.SquaredNorm(Triangular.Solve(factor, ScaleTril.Beside(value)));
        return -((Df + Size + 1) * Triangular.LogDeterminant(factor) + 0.5 * trace + LogNormalizer);
    }

    private long Size => EventShape[0];

    /// <summary>log det Ψ.</summary>
    private TensorLike LogDeterminant => 2 * ScaleTril.Apply(Triangular.LogDeterminant);

    private TensorLike MeanLogDeterminant => LogDeterminant - (0.5 * Df).MultivariateDigamma(Size) - Size * Math.Log(2);

    private TensorLike LogNormalizer => (0.5 * Df).MultivariateLgamma(Size) - 0.5 * Df * (LogDeterminant - Size * Math.Log(2));
}
