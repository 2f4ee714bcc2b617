using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// An objective of many draws together: a function of their importance weights w_k = p(x, z_k) / q(z_k) that is not the mean of one draw's.
/// </summary>
/// <remarks>
/// Where a plate is around all that is scored in guide and model, such as the images of a minibatch, its elements are independent: each has weights of its
/// own, and the sum over the elements of their bounds is taken, times the plate's size / subsample size. Elsewhere a weight is that of the whole run.
/// </remarks>
public abstract class MultiSampleElbo : Elbo
{
    private readonly Particles particles;

    /// <param name="particles">K, how many draws of the latents a bound is of.</param>
    /// <param name="vectorize">
    /// True: one run of all of them side by side (<see cref="Broadcast"/>), to the left of the programs' own plates, for programs that broadcast. False: one
    /// run after another, which all look at the same subsample of each plate.
    /// </param>
    private protected MultiSampleElbo(int particles, bool vectorize) => this.particles = new Particles(particles, vectorize);

    /// <inheritdoc/>
    /// <exception cref="PplException">
    /// PPL003-PPL007, PPL026: the guide does not fit the model; PPL010: a site is enumerated; PPL030: the terms of a weight are scaled differently; PPL201:
    /// the bound is not finite; PPL314: a site asks for a baseline.
    /// </exception>
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
    {
        IReadOnlyList<GuidedRun> runs = particles.RunAlike(model, guide, plateDepth, Run);
        foreach (GuidedRun run in runs)
        {
            run.RequireDrawn(GetType().Name);
            run.RequireNoBaselines(GetType().Name);
        }
        var weights = ParticleWeights.Of(runs, particles.Plate, particles.Count);
        Bound bound = BoundOf(weights, runs);
        Tensor loss = Negative(bound.Value, weights);
        double number = (double)loss;
        if (!double.IsFinite(number)) throw FiniteCheck.NonFiniteLoss(number, runs);
        return new ElboEstimate(number, ReferenceEquals(bound.Value, bound.Surrogate) ? loss : Negative(bound.Surrogate, weights), runs);
    }

    /// <summary>A run of guide and model.</summary>
    private protected virtual GuidedRun Run(Action model, Action guide) => GuidedRun.Of(model, guide);

    /// <summary>The bound.</summary>
    /// <param name="weights">The weights, of whose first dim, the particles, the bound is to have none.</param>
    /// <param name="runs">What they were read off.</param>
    private protected abstract Bound BoundOf(ParticleWeights weights, IReadOnlyList<GuidedRun> runs);

    /// <summary>log (1/K) Σ w_k.</summary>
    private protected static Tensor LogMean(Tensor logWeight) => logWeight.logsumexp(0) - Math.Log(logWeight.size(0));

    /// <summary>A bound with the score-function terms of the draws that carry no gradient: ∇E[L] = E[∇L + L Σ ∇log q(z_k)].</summary>
    private protected static Bound WithScore(Tensor bound, ParticleWeights weights) =>
        weights.Score() is { } score ? new(bound, bound + (bound.detach() * score.sum(dim: 0))) : new(bound, bound);

    private static Tensor Negative(Tensor bound, ParticleWeights weights) => bound.sum() * -weights.Scale;

    /// <summary>A bound of each element.</summary>
    /// <param name="Value">Its value.</param>
    /// <param name="Surrogate">What to differentiate in its place, for each element or in all; the same tensor where it is its own surrogate.</param>
    private protected readonly record struct Bound(Tensor Value, Tensor Surrogate);
}
