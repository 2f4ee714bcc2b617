namespace Ppl.Infer;

/// <summary>
/// The gradient in the parameters of draws that carry none: ∇ E_q[f(z)] = E_q[f(z) ∇ log q(z)], as a term to differentiate (Ranganath, Gerrish and Blei 2014,
/// eq. 2).
/// </summary>
internal static class ScoreFunction
{
    /// <summary>The cost and log q · cost, the second factor held fixed; the cost itself where every draw is pathwise.</summary>
    /// <param name="run">The run that the cost is of.</param>
    /// <param name="cost">A scalar, or one number for each particle.</param>
    /// <param name="particles">The plate of the particles; null where the run is one.</param>
    public static Tensor Surrogate(GuidedRun run, Tensor cost, string? particles) =>
        LogProbOfDraws(run, particles) is { } logProb ? cost + logProb * cost.detach() : cost;

    /// <summary>The log q of the sites whose draws carry no pathwise gradient, not scaled; null when there are none to differentiate.</summary>
    private static Tensor? LogProbOfDraws(GuidedRun run, string? particles)
    {
        Tensor? sum = null;
        foreach (ScoredSite site in run.Guide.Scored)
        {
            if (site.IsPathwise) continue;
            Tensor term = site.UnscaledTotal(particles);
            if (term.requires_grad) sum = sum is null ? term : sum + term;
        }
        return sum;
    }
}
