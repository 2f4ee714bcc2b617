namespace Ppl.Infer;

/// <summary>The costs of a run's draws: Σ (log q - log p), scaled, over the terms that a draw bears on.</summary>
internal sealed class DownstreamCosts(GuidedRun run, ILookup<int, CostTerm> terms)
{
    private readonly ScoredSite[] sites = DependencyProbe.Terms(run);
    private readonly int guideCount = run.Guide.Scored.Count();
    private readonly Dictionary<(int Term, string Kept), Tensor> sums = [];

    /// <summary>What the draw at a place costs: one number for each element of the plates that its terms keep, at their dims. Without gradients.</summary>
    public Tensor Of(int place)
    {
        using IDisposable noGradients = torch.no_grad();
        Tensor? cost = null;
        foreach (CostTerm term in terms[place])
        {
            Tensor sum = Sum(term.Term, term.PlatesOf(sites[place]));
            cost = (cost, term.Term < guideCount) switch
            {
                (null, true) => sum,
                (null, false) => -sum,
                (_, true) => cost + sum,
                (_, false) => cost - sum,
            };
        }
        return cost!;
    }

    private Tensor Sum(int term, string[] kept)
    {
        var key = (term, string.Join('\n', kept));
        if (!sums.TryGetValue(key, out Tensor? sum)) sums[key] = sum = sites[term].SumKeeping(sites[term].ScaledLogProb, kept);
        return sum;
    }
}
