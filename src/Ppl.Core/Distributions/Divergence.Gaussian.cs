namespace Ppl.Distributions;

public static partial class Divergence
{
    private static Tensor Kl(MultivariateNormal p, MultivariateNormal q) => KlOfGaussians(p, q);

    private static Tensor Kl(MultivariateNormal p, LowRankMultivariateNormal q) => KlOfGaussians(p, q);

    private static Tensor Kl(LowRankMultivariateNormal p, MultivariateNormal q) => KlOfGaussians(p, q);

    private static Tensor Kl(LowRankMultivariateNormal p, LowRankMultivariateNormal q) => KlOfGaussians(p, q);

    /// <summary>
    /// (log det Σ_q - log det Σ_p + tr(Σ_q⁻¹ Σ_p) + (μ_p - μ_q)' Σ_q⁻¹ (μ_p - μ_q) - K) / 2; with Σ_p = F F' the trace is the sum of the squared
    /// distances of F's columns.
    /// </summary>
    private static Tensor KlOfGaussians<TP, TQ>(TP p, TQ q)
        where TP : Distribution, IGaussian
        where TQ : Distribution, IGaussian
    {
        Tensor columns = Columns(p.Factor(), Math.Max(p.BatchShape.Rank, q.BatchShape.Rank));
        TensorLike difference = p.Loc - q.Loc;
        Tensor deviation = Distribution.Stretch(difference.Beside(columns), Shape.Broadcast(difference.Shape, p.EventShape));
        Tensor distances = q.SquaredDistance(columns).sum(dim: 0) + q.SquaredDistance(deviation);
        return 0.5 * (distances - p.EventShape[0]) + (q.LogNormalizer - p.LogNormalizer);
    }

    /// <summary>The columns of a matrix along a new first dim, left of <paramref name="batchRank"/> batch dims, with which they must not be mixed up.</summary>
    private static Tensor Columns(Tensor matrix, int batchRank)
    {
        Shape shape = Shape.Of(matrix);
        long[] column = [.. Enumerable.Repeat(1L, batchRank - (shape.Rank - 2)), .. shape.DropLast(1).ToArray()];
        return torch.stack(Each(), 0);

        IEnumerable<Tensor> Each()
        {
            for (long i = 0; i < shape[^1]; i++) yield return matrix.narrow(-1, i, 1).reshape(column);
        }
    }
}
