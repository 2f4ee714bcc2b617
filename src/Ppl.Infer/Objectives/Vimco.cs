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
    /// L_-j for each j. Without the largest weight the rest is summed anew, for a difference would leave nothing of it; any other is at most half of the sum, and can
    /// be taken off.
    /// </summary>
    private static Tensor WithoutEach(Tensor logWeight)
    {
        Tensor means = MeansWithoutEach(logWeight), largest = logWeight.amax([0], keepdim: true);
        Tensor isLargest = OneOfEach(logWeight, largest), shares = (logWeight - largest).exp();
        Tensor small = largest + (shares.sum([0], keepdim: true) - shares + (means - largest).exp()).log();
        Tensor rest = logWeight.masked_fill(isLargest, double.NegativeInfinity).logsumexp(0, keepdim: true);
        Tensor large = torch.stack([rest.expand_as(means), means]).logsumexp(0);
        return torch.where(isLargest, large, small) - Math.Log(logWeight.size(0));
    }

    /// <summary>The mean of the others' logarithms, -∞ where one of them is.</summary>
    private static Tensor MeansWithoutEach(Tensor logWeight)
    {
        Tensor isNone = logWeight == double.NegativeInfinity, finite = logWeight.masked_fill(isNone, 0), none = isNone.to(logWeight.dtype);
        Tensor means = (finite.sum([0], keepdim: true) - finite) / (logWeight.size(0) - 1);
        return means.masked_fill(none.sum([0], keepdim: true) > none, double.NegativeInfinity);
    }

    /// <summary>Where the largest stands, at its first place where it stands at many.</summary>
    private static Tensor OneOfEach(Tensor logWeight, Tensor largest)
    {
        Tensor isLargest = logWeight == largest;
        return isLargest & (isLargest.cumsum(0) == 1);
    }
}
