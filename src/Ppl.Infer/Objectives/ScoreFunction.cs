namespace Ppl.Infer;

/// <summary>
/// The gradient in the parameters of draws that carry none: ∇ E_q[f(z)] = E_q[f(z) ∇ log q(z)], as a term to differentiate (Ranganath, Gerrish and Blei 2014,
/// eq. 2), with the baselines that the sites ask for.
/// </summary>
internal sealed class ScoreFunction : IResumable
{
    private const string BaselinesName = "baselines";

    private readonly Baselines baselines = new();

    /// <summary>The cost and Σ log q · (cost - baseline), the second factor held fixed; the cost itself where every draw is pathwise.</summary>
    /// <param name="run">The run that the cost is of.</param>
    /// <param name="cost">A scalar, or one number for each particle.</param>
    /// <param name="particles">The plate of the particles; null where the run is one.</param>
    public ScoreTerm Surrogate(GuidedRun run, Tensor cost, string? particles)
    {
        Tensor surrogate = cost;
        Tensor? plain = null;
        Action? learn = null;
        foreach (ScoredSite site in run.Guide.Scored)
        {
            if (site.IsPathwise || !site.LogProb.requires_grad) continue;
            if (Baselines.Of(site).Count == 0)
            {
                Tensor total = site.UnscaledTotal(particles);
                plain = plain is null ? total : plain + total;
                continue;
            }
            ScoreTerm term = baselines.Term(site, Beside(site, cost, particles), particles);
            surrogate = surrogate + term.Surrogate;
            learn += term.Learn;
        }
        return new ScoreTerm(plain is null ? surrogate : surrogate + plain * cost.detach(), learn);
    }

    /// <summary>Adds the running averages of baselines.</summary>
    public void Save(SavedState state) => baselines.Save(state.Part(BaselinesName));

    /// <inheritdoc/>
    public Action Restore(SavedState state) => baselines.Restore(state.Part(BaselinesName));

    /// <summary>A number for each particle, at the particles' dim of a site.</summary>
    private static Tensor Beside(ScoredSite site, Tensor cost, string? particles)
    {
        if (particles is null || cost.dim() == 0 || site.DimOf(particles) is not { } dim) return cost;
        long[] shape = new long[-dim];
        Array.Fill(shape, 1);
        shape[0] = -1;
        return cost.reshape(shape);
    }
}
