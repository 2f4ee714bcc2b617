using Ppl.Distributions;

namespace Ppl;

// With l_i = x_i - log(K - i), the logit of the piece broken off: log z_i = -softplus(-l_i), log(1 - z_i) = -softplus(l_i).
internal sealed class StickBreakingTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Constraints.Simplex;

    public override Tensor Forward(Tensor x)
    {
        Tensor logit = x - PiecesLeft(x).Log();
        Tensor zero = torch.zeros_like(x.narrow(-1, 0, 1));
        Tensor logPiece = torch.cat([-Stable.Softplus(-logit), zero], -1);
        Tensor logRest = torch.cat([zero, -Stable.Softplus(logit).cumsum(-1)], -1);
        return (logPiece + logRest).exp();
    }

    /// <summary>x_i = log y_i - log(y_{i+1} + ... + y_K) + log(K - i).</summary>
    public override Tensor Inverse(Tensor y)
    {
        long count = Shape.Of(y)[^1] - 1;
        Tensor rest = y.flip(-1).cumsum(-1).flip(-1).narrow(-1, 1, count);
        Tensor piece = y.narrow(-1, 0, count);
        return piece.log() - rest.log() + PiecesLeft(piece).Log();
    }

    /// <summary>The Jacobian is triangular: sum_i [log z_i + log(1 - z_i) + sum_{j &lt; i} log(1 - z_j)] = sum_i [l_i - (K - i + 1) softplus(l_i)].</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y)
    {
        TensorLike left = PiecesLeft(x);
        Tensor logit = x - left.Log();
        return (logit - (left + 1) * Stable.Softplus(logit)).sum(dim: -1);
    }

    public override Shape ForwardShape(Shape x) => x.DropLast(1) + [x[^1] + 1];

    public override Shape InverseShape(Shape y) => y.DropLast(1) + [y[^1] - 1];

    /// <summary>K - i for i = 0, ..., K - 1.</summary>
    private static TensorLike PiecesLeft(Tensor x)
    {
        var left = new double[Shape.Of(x)[^1]];
        for (int i = 0; i < left.Length; i++) left[i] = left.Length - i;
        return left;
    }
}
