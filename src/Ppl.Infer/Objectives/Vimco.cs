namespace Ppl.Infer;

/// <summary>
/// The importance-weighted bound log (1/K) Σ_k w_k with baselines by which draws without a pathwise gradient learn: variational inference for Monte Carlo objectives
/// (Mnih and Rezende 2016). The bound is that of <see cref="ImportanceWeightedElbo"/>, the gradient has the same mean and far less variance.
/// </summary>
/// <remarks>
/// Each draw's score ∇log q(z_j) is weighed by L - L_-j, where L_-j is the bound with w_j replaced by the geometric mean of the other weights: what
/// draw j adds to the others. Σ w̃_k ∇log w_k joins it, and carries the pathwise gradient of the latents that have one.
/// </remarks>
public sealed class Vimco : MultiSampleElbo
{
    /// <summary>Makes the objective.</summary>
    /// <param name="particles">K, at least 2: the baseline of a draw comes from the others.</param>
    /// <param name="vectorize">As for <see cref="MultiSampleElbo"/>.</param>
    public Vimco(int particles, bool vectorize = true) : base(particles, vectorize) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(particles, 2);

    private protected override Bound BoundOf(ParticleWeights weights, IReadOnlyList<GuidedRun> runs)
    {
        Tensor bound = LogMean(weights.LogWeight);
        if (weights.Score() is not { } score) return new(bound, bound);
        Tensor gain = bound.detach() - WithoutEach(weights.LogWeight.detach());
        return new(bound, bound + (gain * score).sum(dim: 0));
    }

    /// <summary>
    /// L_-j for each j. All K² pairs are laid out, for Σ w - w_j would lose its digits where w_j is nearly all of the sum.
    /// </summary>
    private static Tensor WithoutEach(Tensor logWeight)
    {
        long count = logWeight.size(0);
        Tensor isOwn = torch.eye(count, dtype: torch.ScalarType.Bool, device: logWeight.device);
        for (long dim = logWeight.dim(); dim > 1; dim--) isOwn = isOwn.unsqueeze(-1);
        Tensor others = logWeight.unsqueeze(1).expand([count, .. logWeight.shape]);
        Tensor means = others.masked_fill(isOwn, 0).sum(dim: 0) / (count - 1);
        return LogMean(torch.where(isOwn, means.unsqueeze(0), others));
    }
}
