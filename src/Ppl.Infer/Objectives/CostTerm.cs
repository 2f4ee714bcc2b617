namespace Ppl.Infer;

/// <summary>A term that a draw bears on. Sites are known by their places in <see cref="DependencyProbe.Terms"/>.</summary>
/// <param name="Site">The site of the draw.</param>
/// <param name="Term">The site of the term.</param>
/// <param name="Kept">Of the draw's plates, by bits, those whose elements it bears on one by one; the term is summed over its others.</param>
internal readonly record struct CostTerm(int Site, int Term, long Kept)
{
    /// <summary>The names of the plates that are kept.</summary>
    public string[] PlatesOf(ScoredSite site)
    {
        long kept = Kept;
        return [.. site.Plates.Where((_, i) => (kept >> i & 1) == 1).Select(plate => plate.Name)];
    }
}
