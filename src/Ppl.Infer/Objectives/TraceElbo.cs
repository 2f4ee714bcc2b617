namespace Ppl.Infer;

/// <summary>
/// The evidence lower bound by Monte Carlo: E_q[log p(x, z) - log q(z)], estimated with z ~ q.
/// </summary>
/// <remarks>
/// A reparameterised site carries its pathwise gradient (Kingma and Welling 2014, eq. 6); for the others the surrogate gets the
/// score-function term log q(z) · (log p(x, z) - log q(z)), the second factor held fixed (Ranganath, Gerrish and Blei 2014,
/// eq. 2), with log q masked but not scaled, or a subsampled latent would count its scale twice. A site's
/// <see cref="SiteOptions.Estimator"/> says otherwise, and may subtract a <see cref="Baseline"/> from that factor.
/// </remarks>
/// <param name="particles">How many draws of z to average over.</param>
/// <param name="vectorize">
/// False: one run after another. True: one run of all of them side by side (<see cref="Handlers.Broadcast"/>), to the left of the programs' own plates; faster,
/// and for programs that broadcast.
/// </param>
/// <param name="stickTheLanding">
/// True: the gradient goes through the draws alone, not through the parameters of log q at fixed draws. That part, the score, has mean 0, and is all the noise there is
/// where q is the posterior (Roeder, Wu and Duvenaud 2017). It costs a second run of the guide, along its draws: all that it draws must be sites.
/// </param>
public sealed class TraceElbo(int particles = 1, bool vectorize = false, bool stickTheLanding = false) : ParticleElbo(particles, vectorize)
{
    private readonly ScoreFunction score = new();

    /// <inheritdoc/>
    internal override bool HasGradientOfLoss => !stickTheLanding;

    /// <summary>Adds the running averages of baselines.</summary>
    public override void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        score.Save(state);
    }

    /// <inheritdoc/>
    public override Action Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return score.Restore(state);
    }

    private protected override GuidedRun Run(Action model, Action guide, int depth)
    {
        GuidedRun run = base.Run(model, guide, depth);
        return stickTheLanding && torch.is_grad_enabled() ? run.WithFixedDraws(guide) : run;
    }

    /// <summary>log q - log p and its surrogate; without terms for the gradient alone they are one tensor.</summary>
    private protected override Terms TermsOf(GuidedRun run, string? particles)
    {
        run.RequireDrawn(nameof(TraceElbo));
        Tensor loss = run.Guide.Total(particles) - run.Model.Total(particles);
        (Tensor surrogate, Action? learn) = score.Surrogate(run, loss, particles);
        return new Terms(loss, run.GuideAtFixedDraws is { } guide ? surrogate - guide.Total(particles) : surrogate, learn);
    }
}
