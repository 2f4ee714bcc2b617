namespace Ppl;

// y_k = w_k s_k Σ_n x_n cos(π (n + ½) k / N), s_0 = √(1/N), s_k = √(2/N): orthonormal but for the weights w, whose product is 1.
internal sealed class DiscreteCosineTransform(long length, double smooth) : Transform
{
    private readonly double[] weights = Weights(length, smooth), cosines = Cosines(length);

    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Domain;

    public override Tensor Forward(Tensor x) => Basis.Like(x).matmul(x.unsqueeze(-1)).squeeze(-1) * Spread.Like(x);

    public override Tensor Inverse(Tensor y) => (y / Spread.Like(y)).unsqueeze(-2).matmul(Basis.Like(y)).squeeze(-2);

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x).sum(dim: -1);

    private TensorLike Basis => TensorLike.Create(cosines, [length, length]);

    private TensorLike Spread => TensorLike.Create(weights, [length]);

    private static double[] Cosines(long length)
    {
        double[] matrix = new double[length * length];
        for (long k = 0; k < length; k++)
            for (long n = 0; n < length; n++)
                matrix[k * length + n] = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length) * Math.Cos(Math.PI * ((2 * n + 1) * k % (4 * length)) / (2 * length));
        return matrix;
    }

    /// <summary>(k + ½)^smooth over their geometric mean.</summary>
    private static double[] Weights(long length, double smooth)
    {
        double[] logs = new double[length];
        for (long k = 0; k < length; k++) logs[k] = smooth * Math.Log(k + 0.5);
        double mean = logs.Average();
        return [.. logs.Select(log => Math.Exp(log - mean))];
    }
}
