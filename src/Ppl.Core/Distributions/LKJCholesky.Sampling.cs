namespace Ppl.Distributions;

public sealed partial class LKJCholesky
{
    /// <summary>The distribution of Cholesky factors of correlation matrices of <paramref name="dim"/> rows; <paramref name="concentration"/> is batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not positive. PPL107: there are fewer than two rows.</exception>
    public LKJCholesky(long dim, TensorLike concentration)
        : base(concentration.Shape, EventOf(nameof(LKJCholesky), dim))
    {
        Dim = dim;
        Concentration = Check.Positive(nameof(LKJCholesky), concentration);
    }

    /// <summary>The number of rows D.</summary>
    public long Dim { get; }

    /// <summary>The concentration η: 1 makes all correlation matrices equally dense, a larger one favours small correlations.</summary>
    public TensorLike Concentration { get; }

    /// <summary>True: the gradient is torch's approximation (relative error typically 1e-5, at most 1e-3).</summary>
    public override bool IsReparameterized => true;

    /// <summary>
    /// By partial correlations: those of column j are independent, (1 + r) / 2 ~ Beta(b, b) with b = η + (D - 2 - j) / 2. For gamma variables g, h
    /// of that concentration, r = (g - h) / (g + h) = tanh((log g - log h) / 2), and tanh⁻¹ r are the numbers that the bijection takes.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration]);
        double[] columns = [.. Enumerable.Range(1, (int)Dim - 1).SelectMany(row => Enumerable.Range(0, row)).Select(column => 0.5 * (Dim - 2 - column))];
        Tensor concentration = Concentration.ToTensor(dtype, device).unsqueeze(-1) + (TensorLike)columns;
        Tensor full = concentration.expand((sampleShape + BatchShape + [columns.Length]).AsSpan());
        return Transforms.CorrCholesky.Forward(0.5 * (LogGamma.Sample(rng, full) - LogGamma.Sample(rng, full)));
    }

    /// <inheritdoc/>
    public override Distribution Gather(Tensor index) => new LKJCholesky(Dim, Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    internal static Shape EventOf(string owner, long dim) => dim >= 2
        ? [dim, dim]
        : throw Error.EventDoesNotFit(owner, default, default, $"a correlation matrix of {dim} rows", "give at least two rows: the matrix of one is 1.");
}
