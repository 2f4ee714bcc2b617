using Ppl.Distributions;

namespace Ppl;

/// <summary>The transforms there are.</summary>
public static class Transforms
{
    /// <summary>y = x.</summary>
    public static Transform Identity { get; } = new IdentityTransform();

    /// <summary>y = e^x, from the reals to the positive numbers.</summary>
    public static Transform Exp { get; } = new ExpTransform();

    /// <summary>y = log(1 + e^x), from the reals to the positive numbers.</summary>
    public static Transform Softplus { get; } = new SoftplusTransform();

    /// <summary>y = 1 / (1 + e^-x), from the reals to the unit interval.</summary>
    public static Transform Sigmoid { get; } = new SigmoidTransform();

    /// <summary>y = tanh x, from the reals to the interval from -1 to 1.</summary>
    public static Transform Tanh { get; } = new TanhTransform();

    /// <summary>
    /// From K real numbers to a simplex of K + 1: z_i = sigmoid(x_i - log(K - i)), y_i = z_i (1 - z_0) ... (1 - z_{i-1}), and the
    /// last y is what is left. x = 0 gives the uniform point. The Jacobian is that of the first K coordinates.
    /// </summary>
    /// <remarks>Stan Reference Manual, "Simplex transform".</remarks>
    public static Transform StickBreaking => OfVectors.StickBreaking;

    /// <summary>y_i = e^(x_i) / Σ e^(x_j), from K real numbers to a simplex of K. Many points go to one: it has no Jacobian, and log y is the inverse that it gives.</summary>
    public static Transform Softmax => OfVectors.Softmax;

    /// <summary>From real numbers to increasing ones: y_0 = x_0, y_i = y_(i-1) + e^(x_i).</summary>
    public static Transform Ordered => OfVectors.Ordered;

    /// <summary>From real numbers to increasing positive ones: y_0 = e^(x_0), y_i = y_(i-1) + e^(x_i).</summary>
    public static Transform PositiveOrdered => OfVectors.PositiveOrdered;

    /// <summary>
    /// From K - 1 real numbers to K whose sum is 0: with s = Σ x, y_i = x_i - s / (K + √K) and y_K = -s / √K. Distances are kept: the
    /// Jacobian, of the volume in the plane, is 1.
    /// </summary>
    public static Transform ZeroSum => OfVectors.ZeroSum;

    /// <summary>
    /// From K - 1 real numbers to K on the unit sphere: y = (2x, |x|² - 1) / (|x|² + 1), every point but the pole (0, ..., 0, 1). The
    /// Jacobian is that of the area.
    /// </summary>
    public static Transform Stereographic => OfVectors.Stereographic;

    /// <summary>
    /// From square matrices to lower Cholesky factors: the strict lower triangle is kept, the diagonal exponentiated, the upper
    /// triangle ignored. The Jacobian is that between lower triangles.
    /// </summary>
    public static Transform LowerCholesky => OfMatrices.LowerCholesky;

    /// <summary>From square matrices to positive-definite ones: L L' with L = <see cref="LowerCholesky"/> of x. The Jacobian is that between lower triangles.</summary>
    public static Transform PositiveDefinite => OfMatrices.PositiveDefinite;

    /// <summary>
    /// From D (D - 1) / 2 real numbers to the Cholesky factors of correlation matrices: partial correlations r = tanh x fill the strict lower
    /// triangle row by row, L_ij = r_ij √(Π_(k &lt; j) (1 - r_ik²)), and the diagonal makes each row a unit vector. The Jacobian is that of the strict lower triangle.
    /// </summary>
    /// <remarks>Stan Reference Manual, "Cholesky factors of correlation matrices".</remarks>
    public static Transform CorrCholesky => OfMatrices.CorrCholesky;

    /// <summary>From D (D - 1) / 2 real numbers to correlation matrices: L L' with L = <see cref="CorrCholesky"/> of x. The Jacobian is that of the strict lower triangle.</summary>
    public static Transform CorrelationMatrix => OfMatrices.CorrelationMatrix;

    /// <summary>y = x^exponent, from the positive numbers to the positive numbers.</summary>
    /// <exception cref="PplException">PPL018: the exponent is not finite, or 0.</exception>
    public static Transform Power(TensorLike exponent) => new PowerTransform(Check.NonZero(nameof(Power), exponent));

    /// <summary>y_i = x_(permutation[i]), of a vector.</summary>
    /// <exception cref="PplException">PPL107: the numbers are not 0, 1, ..., n - 1 in some order.</exception>
    public static Transform Permute(params IReadOnlyList<long> permutation) => permutation.Order().SequenceEqual(Enumerable.Range(0, permutation.Count).Select(i => i + 0L))
        ? new PermuteTransform([.. permutation])
        : throw Error.EventDoesNotFit(nameof(Permute), default, [permutation.Count], "the positions are no permutation", "name each position from 0 on once.");

    /// <summary>
    /// The discrete cosine transform of a vector, orthonormal, its frequency k then weighted by (k + ½)^<paramref name="smooth"/> over the
    /// geometric mean of these: y_k = w_k s_k Σ_n x_n cos(π (n + ½) k / N), s_0 = √(1/N), s_k = √(2/N). Volumes are kept.
    /// </summary>
    /// <param name="length">N, 1 or more.</param>
    /// <param name="smooth">0 leaves frequencies as they are; 1 makes those of a random walk about equal, 2 those of a smoother curve.</param>
    /// <remarks>Ahmed, Natarajan and Rao 1974.</remarks>
    public static Transform DiscreteCosine(long length, double smooth = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (!double.IsFinite(smooth)) throw new ArgumentOutOfRangeException(nameof(smooth), smooth, "The power of a frequency is a finite number.");
        return new DiscreteCosineTransform(length, smooth);
    }

    /// <summary>The same numbers, row by row, in an event of another shape.</summary>
    /// <exception cref="PplException">PPL107: the shapes do not hold as many numbers.</exception>
    public static Transform Reshape(Shape from, Shape to) => from.NumberOfElements == to.NumberOfElements
        ? new ReshapeTransform(from, to)
        : throw Error.EventDoesNotFit(nameof(Reshape), default, from, $"shapes {from} and {to} do not hold as many numbers", "give shapes whose sizes have the same product.");

    /// <summary>Each consecutive piece of a vector, of <c>lengths[i]</c> numbers, by a transform of its own, over vectors or over numbers.</summary>
    /// <exception cref="PplException">PPL107: a part is over matrices, or there are not as many lengths as parts.</exception>
    public static Transform Cat(IReadOnlyList<Transform> parts, IReadOnlyList<long> lengths)
    {
        Check.Pieces(nameof(Cat), [.. parts.Select(part => Math.Max(part.Domain.EventDim, part.Codomain.EventDim))], lengths);
        return new CatTransform([.. parts], [.. lengths]);
    }

    /// <summary>Each entry along the first event dim by a transform of its own: transforms of numbers make one of vectors.</summary>
    /// <exception cref="PplException">PPL107: there are no parts.</exception>
    public static Transform Stack(params IReadOnlyList<Transform> parts)
    {
        Check.Parts(nameof(Stack), parts.Count);
        return new StackTransform([.. parts]);
    }

    /// <summary>y = loc + scale x.</summary>
    /// <exception cref="PplException">PPL018: an argument is not finite, or the scale is 0.</exception>
    public static Transform Affine(TensorLike loc, TensorLike scale) =>
        new AffineTransform(Check.Real(nameof(Affine), loc), Check.NonZero(nameof(Affine), scale));

    /// <summary>The transforms one after another, the first innermost; the identity for none.</summary>
    public static Transform Compose(params IReadOnlyList<Transform> inToOut) =>
        inToOut.Count switch { 0 => Identity, 1 => inToOut[0], _ => new ComposeTransform([.. inToOut]) };

    // Made when one is asked for: most programs move numbers alone.
    private static class OfVectors
    {
        public static Transform StickBreaking { get; } = new StickBreakingTransform();

        public static Transform Softmax { get; } = new SoftmaxTransform();

        public static Transform Ordered { get; } = new OrderedTransform(isPositive: false);

        public static Transform PositiveOrdered { get; } = new OrderedTransform(isPositive: true);

        public static Transform ZeroSum { get; } = new ZeroSumTransform();

        public static Transform Stereographic { get; } = new StereographicTransform();
    }

    // Likewise.
    private static class OfMatrices
    {
        public static Transform LowerCholesky { get; } = new LowerCholeskyTransform();

        public static Transform PositiveDefinite { get; } = LowerCholesky.Then(new CholeskyProductTransform(hasUnitDiagonal: false));

        public static Transform CorrCholesky { get; } = new CorrCholeskyTransform();

        public static Transform CorrelationMatrix { get; } = CorrCholesky.Then(new CholeskyProductTransform(hasUnitDiagonal: true));
    }
}
