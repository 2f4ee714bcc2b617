using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// The evidence lower bound with discrete latents summed out: E_q(z)[log Σ_w p(x, z, w) - log q(z)]. Exact in the w, latents of the model that the guide
/// lacks, and in those z whose support can be listed; the other z are drawn.
/// </summary>
/// <remarks>
/// <para>A latent of the model that the guide lacks is summed over if its support can be listed (<see cref="InferDiscrete{TData}"/> says how the sum is
/// taken). A latent of the guide whose support can be listed, and whose draws carry no pathwise gradient, has all its values; a site's
/// <see cref="SiteOptions.Enumeration"/> says otherwise: <see cref="Enumeration.Drawn"/>, or <see cref="Enumeration.MonteCarlo"/>.
/// <see cref="Enumeration.Sequential"/> is PPL010.</para>
/// <para>The expectation over the guide is taken from its last site to its first, as the law of total expectation has it. A site that is drawn without a pathwise gradient adds the
/// score-function term ∇log q(z) · cost, where cost are the terms that the guide has not performed before it; element by element of the plates that both
/// are in, whose elements are independent of each other (Ranganath, Gerrish and Blei 2014, section 4.1, along plates; Schulman, Heess, Weber and Abbeel
/// 2015, theorem 1). Where its <see cref="SiteOptions.Estimator"/> asks for baselines, they are subtracted from that cost, and learn from its expectation over what is enumerated.</para>
/// </remarks>
/// <param name="particles">How many draws of what is drawn to average over.</param>
/// <param name="vectorize">
/// False: one run after another. True: one run of all of them side by side (<see cref="Handlers.Broadcast"/>), to the left of the programs' own plates; faster,
/// and for programs that broadcast.
/// </param>
public sealed class TraceEnumElbo(int particles = 1, bool vectorize = false) : ParticleElbo(particles, vectorize)
{
    private readonly Baselines baselines = new();

    /// <summary>Adds the running averages of baselines.</summary>
    public override void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        baselines.Save(state.Part(nameof(baselines)));
    }

    /// <inheritdoc/>
    public override Action Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return baselines.Restore(state.Part(nameof(baselines)));
    }

    /// <exception cref="PplException">PPL032, and what the first enumerated run finds.</exception>
    internal override GuidedRun DryRun(Action model, Action guide)
    {
        GuidedRun drawn = Drawn(model, guide), all = Run(model, guide, drawn.PlateDepth);
        if (all.Scored.Any(scored => scored.Site is SampleSite { Enumeration: not null }))
        {
            EnumerationTrial.Require([all.Guide, all.Model], values =>
            {
                using Scope scope = values.Enter();
                GuidedRun alone = Drawn(model, guide);
                return [alone.Guide, alone.Model];
            });
        }
        return drawn;
    }

    private protected override GuidedRun Run(Action model, Action guide, int depth)
    {
        Trace guided;
        using (Scope all = new Enumerate(depth, OfGuide).Enter()) guided = Trace.Of(guide);
        int dims = guided.OfType<SampleSite>().Max(site => -site.Enumeration?.Dim - depth) ?? 0;
        using Scope sums = new Enumerate(depth, OfModel) { DimsOfGuide = dims }.Enter();
        GuidedRun run = GuidedRun.Along(guided, model);
        RequireSamePlates(run);
        return run;
    }

    private protected override Terms TermsOf(GuidedRun run, string? particles)
    {
        (Tensor loss, Action? learn) = EnumeratedBound.Negative(run, particles, baselines);
        return new Terms(loss, loss, learn);
    }

    /// <summary>A run in which nothing is enumerated.</summary>
    private static GuidedRun Drawn(Action model, Action guide) => GuidedRun.Along(Trace.Of(guide), model, static latent => OfModel(latent) != Enumeration.Drawn);

    /// <summary>How a latent of the model that the guide lacks is summed over.</summary>
    private static Enumeration OfModel(SampleSite site) => Wanted(site);

    /// <summary>How a latent of the guide is. One draw for all values of other sites would be no better than one for each.</summary>
    private static Enumeration OfGuide(SampleSite site) => Wanted(site) is { Draws: not 1 } wanted ? wanted : Enumeration.Drawn;

    private static Enumeration Wanted(SampleSite site)
    {
        if (site.Options.Enumeration == Enumeration.Sequential) throw Error.SequentialSite(site, nameof(TraceEnumElbo));
        return site.Options.Enumeration is null && site.IsPathwise ? Enumeration.Drawn : Enumerate.Default(site);
    }

    /// <summary>Values that are listed have no plate dims by which to see that the guide's plates are others.</summary>
    private static void RequireSamePlates(GuidedRun run)
    {
        foreach (SampleSite latent in run.Model.Latents)
            if (run.Guide.Find<SampleSite>(latent.Name) is { Enumeration: not null } guided
                && !latent.Plates.Select(plate => plate.Name).ToHashSet().SetEquals(guided.Plates.Select(plate => plate.Name)))
                throw Error.SuppliedShape(latent, Shape.Of(latent.Value!));
    }
}
