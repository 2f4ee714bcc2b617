namespace Ppl.Infer;

/// <summary>
/// The evidence lower bound as E_q[log p(x | z)] - Σ KL(q(z_i) ‖ p(z_i)) over the latents, the divergences in closed form wherever
/// <see cref="Distributions.Divergence"/> has one (Kingma and Welling 2014, eq. 3): less noise than <see cref="TraceElbo"/>, where the likelihood alone is estimated.
/// </summary>
/// <remarks>
/// <para>
/// q(z_i) and p(z_i) may depend on other latents, at whose draws the divergence is taken: the mean is that of the bound as long as all
/// of them are drawn before z_i, in both programs. So a latent gets its closed form where the guide draws earlier whatever the model has before it. Otherwise,
/// and where there is none, or guide and model differ in scale, mask or batch, log q - log p is estimated by the draw, as it is for auxiliary sites
/// and factors of the guide.
/// </para>
/// <para>Draws without a pathwise gradient get score-function terms, as in <see cref="TraceElbo"/>.</para>
/// <para>
/// <see cref="KlOptions"/> say what is descended in place of the bound. The loss that is reported is always the negative bound itself, so that the losses of a run
/// compare.
/// </para>
/// </remarks>
/// <param name="particles">How many draws of z to average over.</param>
/// <param name="vectorize">
/// False: one run after another. True: one run of all of them side by side (<see cref="Handlers.Broadcast"/>), to the left of the programs' own plates; faster,
/// and for programs that broadcast.
/// </param>
/// <param name="kl">Annealing and free bits; neither when null.</param>
public sealed class TraceMeanFieldElbo(int particles = 1, bool vectorize = false, KlOptions? kl = null) : ParticleElbo(particles, vectorize)
{
    private const string StepsName = "steps";

    private readonly KlOptions kl = kl ?? new KlOptions();
    private readonly ScoreFunction score = new();
    private long steps;

    /// <inheritdoc/>
    internal override bool HasGradientOfLoss { get; } = kl is null;

    /// <summary>Adds how many steps were taken, by which the divergences are weighted, and the running averages of baselines.</summary>
    public override void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Add(StepsName, steps);
        score.Save(state);
    }

    /// <inheritdoc/>
    public override Action Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        long saved = state.Integer(StepsName);
        if (saved < 0) throw Error.StateDiffers(FormattableString.Invariant($"its objective has taken {saved} steps"));
        return score.Restore(state) + (() => steps = saved);
    }

    private protected override Terms TermsOf(GuidedRun run, string? particles)
    {
        run.RequireDrawn(nameof(TraceMeanFieldElbo));
        LatentPair[] latents = [.. LatentPair.Of(run)];
        Tensor divergence = Divergence(run, latents, particles, freeBits: 0), logLikelihood = LogLikelihood(run, particles);
        Tensor loss = divergence - logLikelihood;
        double weight = kl.WeightAt(steps);
        Tensor cost = weight == 1 && kl.FreeBits == 0
            ? loss
            : weight * (kl.FreeBits == 0 ? divergence : Divergence(run, latents, particles, kl.FreeBits)) - logLikelihood;
        (Tensor surrogate, Action? learn) = score.Surrogate(run, cost, particles);
        long next = steps + 1;
        return new Terms(loss, surrogate, learn + (() => steps = next));
    }

    /// <summary>A divergence may be infinite where the densities of all draws are finite.</summary>
    private protected override PplException NotFinite(double loss, IReadOnlyList<GuidedRun> runs) =>
        runs.SelectMany(LatentPair.Of).FirstOrDefault(latent => !latent.IsFinite)?.NonFiniteDivergence() ?? base.NotFinite(loss, runs);

    /// <summary>What the latents add, and the guide's sites that the model has not.</summary>
    private static Tensor Divergence(GuidedRun run, LatentPair[] latents, string? particles, double freeBits)
    {
        Tensor? sum = null;
        foreach (LatentPair latent in latents) Add(ref sum, freeBits == 0 ? latent.Total(particles) : latent.TotalAbove(freeBits, particles));
        foreach (ScoredSite site in run.Guide.Scored)
            if (run.Model.Find<SampleSite>(site.Name) is not { IsObserved: false }) Add(ref sum, site.Total(particles));
        return sum ?? torch.zeros([]);
    }

    /// <summary>What data and factors add to the model's log density.</summary>
    private static Tensor LogLikelihood(GuidedRun run, string? particles)
    {
        Tensor? sum = null;
        foreach (ScoredSite site in run.Model.Scored)
            if (site is not SampleSite { IsObserved: false }) Add(ref sum, site.Total(particles));
        return sum ?? torch.zeros([]);
    }

    private static void Add(ref Tensor? sum, Tensor term) => sum = sum is null ? term : sum + term;
}
