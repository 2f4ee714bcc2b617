namespace Ppl.Infer;

/// <summary>
/// The variational Rényi bound (Li and Turner 2016) by K draws: E[1/(1-α) log (1/K) Σ_k w_k^(1-α)], w_k = p(x, z_k) / q(z_k) with z_k ~ q. It falls as α rises.
/// </summary>
/// <remarks>
/// <para>α = 0 is the bound of <see cref="ImportanceWeightedElbo"/>; α → 1 the evidence lower bound, which is what 1 gives; α → -∞ the VR-max of the paper, log max_k w_k, α → ∞ the
/// least log w_k. Between 0 and 1 guides fit more mass than with the evidence lower bound, above 1 less; a negative α no longer bounds log p(x) from below, but for few draws.</para>
/// <para>The gradient along reparameterised draws is Σ w̃_k ∇log w_k, w̃_k ∝ w_k^(1-α); the others get the score-function term of the whole bound.</para>
/// </remarks>
public sealed class RenyiElbo : MultiSampleElbo
{
    private readonly double alpha;
    private readonly TraceElbo? atOne;

    /// <summary>Makes the objective.</summary>
    /// <param name="alpha">α, the order of the divergence; infinite for its limits.</param>
    /// <param name="particles">K.</param>
    /// <param name="vectorize">As for <see cref="MultiSampleElbo"/>.</param>
    public RenyiElbo(double alpha, int particles, bool vectorize = true) : base(particles, vectorize)
    {
        if (double.IsNaN(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The order of a divergence is a number.");
        this.alpha = alpha;
        atOne = alpha == 1 ? new TraceElbo(particles, vectorize) : null;
    }

    /// <inheritdoc/>
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth) =>
        atOne is null ? base.Estimate(model, guide, plateDepth) : atOne.Estimate(model, guide, plateDepth);

    private protected override Bound BoundOf(ParticleWeights weights, IReadOnlyList<GuidedRun> runs) => WithScore(Mean(weights.LogWeight), weights);

    /// <summary>The logarithm of the power mean of order 1 - α.</summary>
    private Tensor Mean(Tensor logWeight) => alpha switch
    {
        double.NegativeInfinity => logWeight.amax(0),
        double.PositiveInfinity => -(-logWeight).amax(0),
        _ => LogMean(logWeight * (1 - alpha)) / (1 - alpha),
    };
}
