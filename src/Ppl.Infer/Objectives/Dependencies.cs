using System.Globalization;

namespace Ppl.Infer;

/// <summary>
/// What each draw without a pathwise gradient costs: the terms that it bears on, directly or through draws of the guide that depend on it, and the plates whose
/// elements it bears on one by one. Found once for each structure of sites that is met.
/// </summary>
internal sealed class Dependencies : IResumable
{
    private const ulong ProbeStream = 0xDE9E;

    private Dictionary<string, ILookup<int, CostTerm>> costs = [];

    /// <summary>Makes sure that a run's structure is known.</summary>
    public void Find(GuidedRun run, Action model, Action guide, int depth)
    {
        string structure = Structure(run);
        if (costs.ContainsKey(structure)) return;
        using Rng rng = EffectStack.Rng.Fork(ProbeStream);
        using Scope seed = new Handlers.Seed(rng).Enter();
        using ValueChecks none = ValueChecks.Set(on: false);
        var downstream = new Downstream(run, new DependencyProbe(model, guide, run, depth, rng));
        costs[structure] = downstream.Costs().ToLookup(term => term.Site);
    }

    /// <summary>The terms that a draw of the guide bears on, by its place.</summary>
    public ILookup<int, CostTerm> Of(GuidedRun run) => costs[Structure(run)];

    /// <summary>To find them again would run the programs again, which may change what a module keeps.</summary>
    public void Save(SavedState state)
    {
        int i = 0;
        foreach ((string structure, ILookup<int, CostTerm> terms) in costs)
        {
            SavedState one = state.Part(i++.ToString(CultureInfo.InvariantCulture));
            one.Add("structure", structure);
            one.Add("costs", [.. terms.SelectMany(site => site).SelectMany(term => new[] { term.Site, term.Term, term.Kept })]);
        }
    }

    /// <inheritdoc/>
    public Action Restore(SavedState state)
    {
        var saved = new Dictionary<string, ILookup<int, CostTerm>>();
        for (int i = 0; state.Part(i.ToString(CultureInfo.InvariantCulture)) is var one && one.Has("structure"); i++)
            saved[one.Text("structure")] = one.Integers("costs").Chunk(3).ToLookup(term => (int)term[0], term => new CostTerm((int)term[0], (int)term[1], term[2]));
        return () => costs = saved;
    }

    /// <summary>A text that tells runs apart whose sites have other names, plates or estimators.</summary>
    private static string Structure(GuidedRun run) => string.Join('\n', run.Scored.Select(scored =>
        $"{scored.Program} {(scored.Site.IsPathwise ? "pathwise" : "score")} \"{scored.Site.Name}\" {string.Join(", ", scored.Site.Plates.Select(plate => $"{plate.Name} {plate.Dim}"))}"));
}
