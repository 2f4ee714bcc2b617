using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>What an objective returns: the number to report and the tensor to differentiate. Lives in the caller's tensor scope.</summary>
/// <param name="Loss">The estimate of the negative bound, in nats.</param>
/// <param name="Surrogate">A scalar whose gradient estimates the gradient of the negative bound.</param>
/// <param name="Runs">The runs behind the estimate.</param>
public readonly record struct ElboEstimate(double Loss, Tensor Surrogate, IReadOnlyList<GuidedRun> Runs);

/// <summary>One run of a guide and of the model along it.</summary>
/// <param name="Guide">The guide's sites.</param>
/// <param name="Model">The model's sites, at the guide's values.</param>
public sealed record GuidedRun(Trace Guide, Trace Model)
{
    /// <summary>Runs the guide, then the model along it, and checks the one against the other.</summary>
    /// <exception cref="PplException">PPL003-PPL007, PPL026: the guide does not fit the model.</exception>
    public static GuidedRun Of(Action model, Action guide)
    {
        Trace guideTrace = Trace.Of(guide);
        using Scope replay = new Replay(guideTrace).Enter();
        Trace modelTrace = Trace.Of(model);
        Validate.Guide(guideTrace, modelTrace);
        return new GuidedRun(guideTrace, modelTrace);
    }

    /// <summary>The sites that have a density, the guide's first.</summary>
    internal IEnumerable<(string Program, ScoredSite Site)> Scored =>
        Guide.Scored.Select(site => ("guide", site)).Concat(Model.Scored.Select(site => ("model", site)));
}
