using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Reweighted wake-sleep (Bornschein and Bengio 2015; Le, Kosiorek, Siddharth, Teh and Wood 2019): the model's parameters θ follow the importance-weighted bound, the guide's
/// parameters φ come nearer to the posterior in KL(p ‖ q), not KL(q ‖ p). No gradient goes along a draw or through a weight, so that discrete latents are as good as any.
/// </summary>
/// <remarks>
/// <para>With z_k ~ q(z | x), w_k = p(x, z_k) / q(z_k | x) and w̃_k = w_k / Σ w:</para>
/// <para>wake-θ: Σ w̃_k ∇_θ log p(x, z_k); wake-φ: Σ w̃_k ∇_φ log q(z_k | x); sleep-φ: ∇_φ log q(z | x) at (z, x) ~ p(z, x), see <see cref="Sleep"/>.</para>
/// <para>φ follows insomnia · wake-φ + (1 - insomnia) · sleep-φ. The loss is the negative bound, -log (1/K) Σ w, of which this is no gradient: φ has one of its own. Wake-φ is biased for
/// few draws, as self-normalised weights are; sleep-φ is not, but looks at the data of the model's making. A parameter of both programs gets both gradients.</para>
/// </remarks>
public sealed class ReweightedWakeSleep : MultiSampleElbo
{
    private readonly Sleep? sleep;
    private readonly double insomnia;

    /// <summary>Makes the objective.</summary>
    /// <param name="particles">K, at least 2: a single draw has all the weight.</param>
    /// <param name="sleep">How to dream; null leaves sleep-φ out.</param>
    /// <param name="insomnia">The share of wake-φ, between 0 and 1. When null, a half, and 1 where there is no sleep.</param>
    /// <param name="vectorize">As for <see cref="MultiSampleElbo"/>.</param>
    /// <exception cref="PplException">PPL314: a sleep phase without a share, or a share without a sleep phase.</exception>
    public ReweightedWakeSleep(int particles = 10, Sleep? sleep = null, double? insomnia = null, bool vectorize = true) : base(particles, vectorize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(particles, 2);
        if (insomnia is { } share && share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(insomnia), insomnia, "A share is between 0 and 1.");
        if (sleep is null && insomnia < 1) throw Error.Options($"insomnia is {insomnia}, and there is no sleep phase", "give one: sleep: Sleep.Of(model, guide, data, dream => …).");
        if (sleep is not null && insomnia == 1) throw Error.Options("a sleep phase, and an insomnia of 1 that leaves it no share", "leave one of them out.");
        (this.sleep, this.insomnia) = (sleep, insomnia ?? (sleep is null ? 1 : 0.5));
    }

    /// <inheritdoc/>
    internal override bool HasGradientOfLoss => false;

    /// <inheritdoc/>
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
    {
        ElboEstimate awake = base.Estimate(model, guide, plateDepth);
        if (sleep is null || !torch.is_grad_enabled()) return awake;
        IReadOnlyList<GuidedRun> dreams = sleep.Run();
        return awake with { Surrogate = awake.Surrogate + ((1 - insomnia) * Sleep.Loss(dreams)), Runs = [.. awake.Runs, .. dreams] };
    }

    private protected override GuidedRun Run(Action model, Action guide)
    {
        using Scope detached = new DetachDraws().Enter();
        return base.Run(model, guide);
    }

    private protected override Bound BoundOf(ParticleWeights weights, IReadOnlyList<GuidedRun> runs)
    {
        Tensor logWeight = weights.LogWeight.detach(), share = logWeight.softmax(0);
        return new(LogMean(logWeight), (share * Taught(weights)).sum(dim: 0));
    }

    /// <summary>log p + insomnia · log q.</summary>
    private Tensor Taught(ParticleWeights weights) => (weights.LogJoint, weights.LogGuide) switch
    {
        ({ } joint, { } guide) => insomnia == 0 ? joint : joint + (insomnia * guide),
        ({ } joint, null) => joint,
        (null, { } guide) => insomnia * guide,
        _ => weights.LogWeight,
    };
}
