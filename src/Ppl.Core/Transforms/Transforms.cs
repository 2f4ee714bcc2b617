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

    /// <summary>
    /// From K real numbers to a simplex of K + 1: z_i = sigmoid(x_i - log(K - i)), y_i = z_i (1 - z_0) ... (1 - z_{i-1}), and the
    /// last y is what is left. x = 0 gives the uniform point. The Jacobian is that of the first K coordinates.
    /// </summary>
    /// <remarks>Stan Reference Manual, "Simplex transform".</remarks>
    public static Transform StickBreaking { get; } = new StickBreakingTransform();

    /// <summary>
    /// From square matrices to lower Cholesky factors: the strict lower triangle is kept, the diagonal exponentiated, the upper
    /// triangle ignored. The Jacobian is that between lower triangles.
    /// </summary>
    public static Transform LowerCholesky { get; } = new LowerCholeskyTransform();

    /// <summary>y = loc + scale x.</summary>
    /// <exception cref="PplException">PPL018: an argument is not finite, or the scale is 0.</exception>
    public static Transform Affine(TensorLike loc, TensorLike scale) =>
        new AffineTransform(Check.Real(nameof(Affine), loc), Check.NonZero(nameof(Affine), scale));

    /// <summary>The transforms one after another, the first innermost; the identity for none.</summary>
    public static Transform Compose(params IReadOnlyList<Transform> inToOut) =>
        inToOut.Count switch { 0 => Identity, 1 => inToOut[0], _ => new ComposeTransform([.. inToOut]) };
}
