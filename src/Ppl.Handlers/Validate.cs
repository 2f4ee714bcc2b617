namespace Ppl.Handlers;

/// <summary>The checks of a guide against its model, which every objective runs: a guess is an error.</summary>
public static class Validate
{
    /// <summary>Checks that the guide draws exactly the model's latents, within their supports and plates; those that the model's run enumerates it may lack.</summary>
    /// <param name="guide">The trace of a guide.</param>
    /// <param name="model">The trace of its model, run under <see cref="Replay"/> of the guide's.</param>
    /// <exception cref="PplException">
    /// PPL003 a guide site that the model lacks, PPL004 a latent that the guide lacks, PPL005 an observed site in the guide,
    /// PPL006 a guide's support not within the model's, PPL007 a plate that the model lacks, PPL026 a guide's factor that does
    /// not say whether it is reparameterised, PPL314 an estimator that the model gives a site, PPL110 a guide that draws outside a subsampled plate of the model.
    /// </exception>
    public static void Guide(Trace guide, Trace model) => Guide(guide, model, static latent => latent.Enumeration is not null);

    /// <summary>The same, with a rule for the latents that the guide may lack.</summary>
    internal static void Guide(Trace guide, Trace model, Predicate<SampleSite> isSummedOut)
    {
        GuideSites(guide, model);
        foreach (Site site in model)
            if (site is SampleSite { IsObserved: false } latent && guide.Find<SampleSite>(latent.Name) is null && !isSummedOut(latent))
                throw Error.LatentWithoutGuide(latent, guide.Latents.Select(drawn => drawn.Name));
    }

    /// <summary>Checks what the guide draws; what it lacks, the model is to draw.</summary>
    internal static void GuideSites(Trace guide, Trace model)
    {
        foreach (Site site in guide) CheckGuideSite(site, model);
        foreach (Site site in model)
            if (site is SampleSite { Options.Estimator: { } estimator } misplaced) throw Error.EstimatorInModel(misplaced, estimator);
    }

    private static void CheckGuideSite(Site site, Trace model)
    {
        switch (site)
        {
            case SampleSite { IsObserved: true } observed:
                throw Error.ObservedInGuide(observed);
            case SampleSite latent:
                CheckLatent(latent, model);
                break;
            case PlateSite plate when model.Find<PlateSite>(plate.Name) is null:
                throw Error.PlateOnlyInGuide(plate, model.OfType<PlateSite>().Select(other => other.Name));
            case FactorSite { IsReparameterized: null } factor:
                throw Error.UndecidedFactor(factor);
        }
    }

    private static void CheckLatent(SampleSite drawn, Trace model)
    {
        if (model.Find<SampleSite>(drawn.Name) is not { IsObserved: false } latent)
        {
            if (!drawn.Options.IsAuxiliary) throw Error.GuideSiteWithoutModel(drawn, model.Latents.Select(site => site.Name));
        }
        else if (latent.Plates.FirstOrDefault(plate => IsLeftOut(plate, drawn)) is { Name: not null } leftOut) throw Error.JointGuide(drawn, leftOut);
        else if (EffectStack.ChecksValues && !Covers(latent.Distribution.Support, drawn.Distribution.Support)) throw Error.GuideSupport(drawn, latent);
    }

    /// <summary>Whether a plate scales the model's term, and not that of the guide.</summary>
    private static bool IsLeftOut(PlateFrame plate, SampleSite drawn) =>
        plate.SubsampleSize < plate.Size && drawn.Plates.All(other => other.Name != plate.Name);

    /// <summary>Separate points within a continuous set have no density there: a mass is not to be set against a density.</summary>
    /// <remarks>The ends of an interval, or a point, may be tensors: asked only while values are checked.</remarks>
    private static bool Covers(Constraint model, Constraint guide) =>
        (model.IsDiscrete || !guide.IsDiscrete) && (model.Contains(guide) || Element(model).Contains(Element(guide)));

    /// <summary>The set of one element: what is one event in the guide may be the elements of a plate in the model.</summary>
    private static Constraint Element(Constraint set) => set is IndependentConstraint several ? several.Inner : set;
}
