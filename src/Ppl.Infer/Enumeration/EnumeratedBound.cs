using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>E_q(z)[log Σ_w p(x, z, w) - log q(z)] of an enumerated run of model and guide: w the model's enumerated sites that the guide lacks.</summary>
internal static class EnumeratedBound
{
    /// <summary>The negative bound, which is its own surrogate: a scalar, or one number for each particle.</summary>
    /// <param name="run">The run, both programs under <see cref="Enumerate"/>.</param>
    /// <param name="particles">The plate of the particles; null where the run is one.</param>
    /// <param name="baselines">The averages that the guide's draws are charged against.</param>
    public static ScoreTerm Negative(GuidedRun run, string? particles, Baselines baselines)
    {
        var axes = new AxisTable(particles, run.Guide, run.Model);
        ScoredSite[] guide = [.. run.Guide.Scored];
        foreach (ScoredSite site in guide)
            if (site is SampleSite { Enumeration: { } own }) axes.AddGuide(own, site);
        bool isWeighed = Array.Exists(guide, site => NeedsScore(site) || site is SampleSite { Enumeration: not null });
        if (!isWeighed) return new ScoreTerm(run.Guide.Total(particles) - Contraction.Of(FactorGraph.Of(run.Model, axes), Semiring.LogSum).Total, null);
        GuideExpectation expectation = Expected(run, guide, axes, baselines);
        return new ScoreTerm(-expectation.Total(), expectation.Learn());
    }

    private static GuideExpectation Expected(GuidedRun run, ScoredSite[] guide, AxisTable axes, Baselines baselines)
    {
        ScoredSite[] scored = [.. guide.Where(NeedsScore)];
        var expectation = new GuideExpectation(axes, scored);
        FactorGraph graph = FactorGraph.Of(run.Model, axes, allApart: scored.Length > 0);
        expectation.AddConstant(graph.Constant);
        foreach (LogFactor term in Contraction.Of(graph, Semiring.LogSum).Terms) expectation.Add(term.Restored());
        // What a factor weighs stands before it.
        bool isWhole = Array.Exists(scored, site => site is FactorSite);
        if (isWhole) AddCosts(guide);
        for (int i = guide.Length - 1; i >= 0; i--)
        {
            if (!isWhole) AddCosts(guide[i]);
            if (guide[i] is SampleSite { Enumeration: { } own } listed) expectation.SumOut((GuideAxis)axes[own.Name], WeightsOf(listed, axes));
            else if (NeedsScore(guide[i])) expectation.Score(LogFactor.Of(guide[i], axes), DrawBaselines.Of(guide[i], axes, baselines));
        }
        return expectation;

        void AddCosts(params ReadOnlySpan<ScoredSite> sites)
        {
            foreach (ScoredSite site in sites)
            {
                LogFactor term = LogFactor.Of(site, axes);
                expectation.Add(term with { Power = -term.Power });
            }
        }
    }

    private static bool NeedsScore(ScoredSite site) => !site.IsPathwise && site is not SampleSite { Enumeration: not null } && site.CompactLogProb.requires_grad;

    /// <summary>The log probability of each value under the guide. What is masked counts nowhere, so that there any will do that sum to 1.</summary>
    private static NamedTensor WeightsOf(SampleSite site, AxisTable axes)
    {
        EnumerationFrame own = site.Enumeration!.Value;
        if (own.AreDraws) return Proposal.Weights(axes.TableOf(site.CompactMaskedLogProb, site), axes[own.Name], site.IsPathwise);
        return axes.TableOf(site.Mask is null ? site.CompactLogProb : site.LogProb.masked_fill(site.Mask.logical_not(), -Math.Log(own.Size)), site);
    }
}
