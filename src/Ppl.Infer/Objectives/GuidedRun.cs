using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>One run of a guide and of the model along it.</summary>
/// <param name="Guide">The guide's sites.</param>
/// <param name="Model">The model's sites, at the guide's values.</param>
public sealed record GuidedRun(Trace Guide, Trace Model)
{
    /// <summary>Runs the guide, then the model along it, and checks the one against the other.</summary>
    /// <exception cref="PplException">PPL003-PPL007, PPL026: the guide does not fit the model.</exception>
    public static GuidedRun Of(Action model, Action guide) => Along(Trace.Of(guide), model);

    /// <summary>Runs the model along a run of the guide, and checks the one against the other.</summary>
    internal static GuidedRun Along(Trace guide, Action model) => Along(guide, model, static latent => latent.Enumeration is not null);

    /// <summary>The same, with a rule for the latents that the guide may lack.</summary>
    internal static GuidedRun Along(Trace guide, Action model, Predicate<SampleSite> isSummedOut)
    {
        using Scope replay = new Replay(guide).Enter();
        Trace trace = Trace.Of(model);
        Validate.Guide(guide, trace, isSummedOut);
        return new GuidedRun(guide, trace);
    }

    /// <summary>Where <see cref="Guide"/> is a second run at copies of draws: the run that drew them, through which they depend on parameters.</summary>
    internal Trace? Drawn { get; init; }

    /// <summary>The guide run again at its own draws, held fixed: its log density has the score for a gradient. Null where nobody asked.</summary>
    internal Trace? GuideAtFixedDraws { get; init; }

    /// <summary>The sites that have a density, the guide's first.</summary>
    internal IEnumerable<(string Program, ScoredSite Site)> Scored =>
        Guide.Scored.Select(site => ("guide", site)).Concat(Model.Scored.Select(site => ("model", site)));

    /// <summary>How many dims on the right the plates of both programs own.</summary>
    internal int PlateDepth => Math.Max(Guide.PlateDepth, Model.PlateDepth);

    /// <summary>With <see cref="GuideAtFixedDraws"/>.</summary>
    internal GuidedRun WithFixedDraws(Action guide)
    {
        using Scope replay = new Replay(Guide).Enter();
        using Scope detach = new DetachDraws().Enter();
        return this with { GuideAtFixedDraws = Trace.Of(guide) };
    }

    /// <summary>Refuses sites that an objective would have to sum out.</summary>
    /// <param name="objective">What cannot.</param>
    /// <exception cref="PplException">PPL010: a site lists its values, or asks for it.</exception>
    internal void RequireDrawn(string objective)
    {
        foreach ((_, ScoredSite scored) in Scored)
            if (scored is SampleSite site && IsToBeSummedOut(site)) throw Error.NotSummedOut(site, objective);
    }

    /// <summary>Refuses baselines, for an objective whose gradient has no place for them.</summary>
    /// <param name="objective">Which would leave them out.</param>
    /// <exception cref="PplException">PPL314: a site of the guide asks for some.</exception>
    internal void RequireNoBaselines(string objective)
    {
        foreach (ScoredSite site in Guide.Scored)
            if (Baselines.Of(site).Count > 0) throw Error.Options($"{site.Description} asks for baselines, and {objective} takes none", $"leave them out, or take {nameof(TraceElbo)}.");
    }

    private static bool IsToBeSummedOut(SampleSite site) =>
        site.Enumeration is not null || (!site.IsObserved && site.Options.Enumeration is { } wanted && wanted != Enumeration.Drawn);
}
