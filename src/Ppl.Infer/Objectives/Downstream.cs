namespace Ppl.Infer;

/// <summary>From what depends on a latent directly to all that its draw bears on: also through later draws of the guide.</summary>
internal sealed class Downstream(GuidedRun run, DependencyProbe probe)
{
    private readonly ScoredSite[] terms = DependencyProbe.Terms(run);
    private readonly int guideCount = run.Guide.Scored.Count();
    private readonly Dictionary<int, Dictionary<int, HashSet<PlateFrame>>> direct = [];

    /// <summary>What each draw of the guide without a pathwise gradient costs.</summary>
    public IEnumerable<CostTerm> Costs() =>
        from site in Enumerable.Range(0, guideCount)
        where !terms[site].IsPathwise
        from cost in terms[site] is SampleSite ? Of(site) : Everything()
        orderby cost.Key
        select new CostTerm(site, cost.Key, Bits(terms[site], cost.Value));

    /// <summary>A path keeps the plates that all sites on it are in, element by element; several paths keep those that each of them does.</summary>
    private Dictionary<int, HashSet<PlateFrame>> Of(int site)
    {
        var found = new Dictionary<int, HashSet<PlateFrame>>();
        var open = new Queue<(int Site, HashSet<PlateFrame> Kept)>([(site, [.. terms[site].Plates])]);
        while (open.TryDequeue(out (int Site, HashSet<PlateFrame> Kept) path))
        {
            foreach ((int term, HashSet<PlateFrame> plates) in Directly(path.Site))
            {
                HashSet<PlateFrame> kept = [.. plates.Intersect(path.Kept)];
                if (found.TryGetValue(term, out HashSet<PlateFrame>? before))
                {
                    kept.IntersectWith(before);
                    if (kept.Count == before.Count) continue;
                }
                found[term] = kept;
                if (term < guideCount && term != path.Site && terms[term] is SampleSite) open.Enqueue((term, kept));
            }
        }
        return found;
    }

    /// <summary>What depends on a latent of the guide; where that cannot be found, what comes after it there, and all of the model.</summary>
    private Dictionary<int, HashSet<PlateFrame>> Directly(int site)
    {
        if (!direct.TryGetValue(site, out Dictionary<int, HashSet<PlateFrame>>? found))
            direct[site] = found = probe.Of((SampleSite)terms[site])
                ?? Enumerable.Range(site, terms.Length - site).ToDictionary(term => term, term => terms[site].Plates.Intersect(terms[term].Plates).ToHashSet());
        return found;
    }

    /// <summary>For a factor of the guide, which weighs draws that are not its own.</summary>
    private Dictionary<int, HashSet<PlateFrame>> Everything()
    {
        IEnumerable<PlateFrame> common = terms.Skip(1).Aggregate(terms[0].Plates.AsEnumerable(), (plates, term) => plates.Intersect(term.Plates));
        return Enumerable.Range(0, terms.Length).ToDictionary(term => term, _ => common.ToHashSet());
    }

    private static long Bits(ScoredSite site, HashSet<PlateFrame> kept) =>
        site.Plates.Select((plate, i) => kept.Contains(plate) ? 1L << i : 0).Sum();
}
