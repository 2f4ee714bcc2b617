namespace Ppl.Infer;

/// <summary>
/// The evidence lower bound by Monte Carlo, as <see cref="TraceElbo"/>, with score-function terms that multiply log q of a draw by the terms alone which the
/// draw bears on: element by element along the plates around both, and without the terms that do not depend on it.
/// </summary>
/// <remarks>
/// What is left out has no covariance with the score, so that the mean is the same, and most of the variance is gone (Ranganath, Gerrish and Blei 2014, section
/// 3.1; Schulman, Heess, Weber and Abbeel 2015, theorem 1; Mnih and Rezende 2016, section 2). A draw of the guide bears on the terms that it enters, and on all that
/// later draws of the guide, if their distributions depend on it, bear on. Which they are is found when a structure of sites is met first: the programs run again for each
/// latent of the guide that matters, a few times, along the values of that run and with another generator. A program that does not broadcast, or has
/// other sites with other values, keeps all terms of the model and all that come after the draw in the guide. With the same sites, who depends
/// on whom must be the same from run to run, whatever the data are.
/// </remarks>
/// <param name="particles">How many draws of z to average over.</param>
/// <param name="vectorize">
/// False: one run after another. True: one run of all of them side by side (<see cref="Handlers.Broadcast"/>), to the left of the programs' own plates; faster,
/// and for programs that broadcast.
/// </param>
public sealed class TraceGraphElbo(int particles = 1, bool vectorize = false) : ParticleElbo(particles, vectorize)
{
    private readonly Baselines baselines = new();
    private readonly Dependencies dependencies = new();

    /// <summary>Adds the running averages of baselines, and which terms a draw bears on.</summary>
    public override void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        baselines.Save(state.Part(nameof(baselines)));
        dependencies.Save(state.Part(nameof(dependencies)));
    }

    /// <inheritdoc/>
    public override Action Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return baselines.Restore(state.Part(nameof(baselines))) + dependencies.Restore(state.Part(nameof(dependencies)));
    }

    private protected override GuidedRun Run(Action model, Action guide, int depth)
    {
        GuidedRun run = base.Run(model, guide, depth);
        run.RequireDrawn(nameof(TraceGraphElbo));
        if (run.Guide.Scored.Any(IsScored)) dependencies.Find(run, model, guide, depth);
        return run;
    }

    /// <summary>log q - log p and its surrogate; without score-function terms they are one tensor.</summary>
    private protected override Terms TermsOf(GuidedRun run, string? particles)
    {
        Tensor loss = run.Guide.Total(particles) - run.Model.Total(particles), surrogate = loss;
        if (!run.Guide.Scored.Any(IsScored)) return new Terms(loss, loss);
        Action? learn = null;
        var costs = new DownstreamCosts(run, dependencies.Of(run));
        int place = 0;
        foreach (ScoredSite site in run.Guide.Scored)
        {
            if (IsScored(site))
            {
                ScoreTerm term = baselines.Term(site, costs.Of(place), particles);
                surrogate = surrogate + term.Surrogate;
                learn += term.Learn;
            }
            place++;
        }
        return new Terms(loss, surrogate, learn);
    }

    private static bool IsScored(ScoredSite site) => !site.IsPathwise && site.LogProb.requires_grad;
}
