namespace Ppl.Infer;

/// <summary>An objective whose estimate is the mean of independent particles', each of which is one by itself.</summary>
public abstract class ParticleElbo : Elbo
{
    private readonly Particles particles;

    /// <param name="particles">How many draws of the latents to average over.</param>
    /// <param name="vectorize">
    /// False: one run after another. True: one run of all of them side by side (<see cref="Handlers.Broadcast"/>), to the left of the programs' own
    /// plates; faster, and for programs that broadcast.
    /// </param>
    private protected ParticleElbo(int particles, bool vectorize) => this.particles = new Particles(particles, vectorize);

    /// <inheritdoc/>
    public sealed override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
    {
        IReadOnlyList<GuidedRun> runs = particles.Run(model, guide, plateDepth, (m, g) => Run(m, g, particles.DepthOver(plateDepth)));
        Terms sum = TermsOf(runs[0], particles.Plate);
        for (int i = 1; i < runs.Count; i++) sum = Sum(sum, TermsOf(runs[i], particles.Plate));
        Tensor loss = Mean(sum.Loss);
        double number = (double)loss;
        if (!double.IsFinite(number)) throw NotFinite(number, runs);
        return new ElboEstimate(number, ReferenceEquals(sum.Loss, sum.Surrogate) ? loss : Mean(sum.Surrogate), runs, sum.Learn);
    }

    /// <summary>A run of guide and model.</summary>
    /// <param name="model">The model, its data given.</param>
    /// <param name="guide">The guide, its data given.</param>
    /// <param name="depth">How many dims on the right plates and particles own.</param>
    private protected virtual GuidedRun Run(Action model, Action guide, int depth) => GuidedRun.Of(model, guide);

    /// <summary>The estimate of one run: scalars, or one number for each particle.</summary>
    /// <param name="run">The run.</param>
    /// <param name="particles">The plate of the particles; null where the run is one.</param>
    private protected abstract Terms TermsOf(GuidedRun run, string? particles);

    /// <summary>What to throw for a bound that is not finite.</summary>
    private protected virtual PplException NotFinite(double loss, IReadOnlyList<GuidedRun> runs) => FiniteCheck.NonFiniteLoss(loss, runs);

    private Tensor Mean(Tensor sum) => particles.Plate is not null ? sum.mean() : particles.Count == 1 ? sum : sum / particles.Count;

    private static Terms Sum(Terms left, Terms right)
    {
        Tensor loss = left.Loss + right.Loss;
        bool isOne = ReferenceEquals(left.Loss, left.Surrogate) && ReferenceEquals(right.Loss, right.Surrogate);
        return new Terms(loss, isOne ? loss : left.Surrogate + right.Surrogate, left.Learn + right.Learn);
    }

    /// <summary>A particle's estimate.</summary>
    /// <param name="Loss">The negative bound.</param>
    /// <param name="Surrogate">What to differentiate in its place; the same tensor where it is its own surrogate.</param>
    /// <param name="Learn">As for <see cref="ElboEstimate"/>.</param>
    private protected readonly record struct Terms(Tensor Loss, Tensor Surrogate, Action? Learn = null);
}
