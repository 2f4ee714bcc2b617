using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Finds which terms of a run depend on a latent while all others have the values that they had: by shape, with two values of it side by side along a dim of
/// their own, which every term that depends on it then has; and by numbers, with other values of it, for a program that does not broadcast loses
/// the dim where it sums or indexes.
/// </summary>
/// <param name="model">The model, its data given.</param>
/// <param name="guide">The guide, its data given.</param>
/// <param name="run">The run to start from.</param>
/// <param name="depth">How many dims on the right plates and particles own.</param>
/// <param name="rng">What the probes draw with.</param>
internal sealed class DependencyProbe(Action model, Action guide, GuidedRun run, int depth, Rng rng)
{
    private readonly ScoredSite[] terms = Terms(run);

    /// <summary>The sites that have a density, the guide's first, in the order in which each program performs them.</summary>
    public static ScoredSite[] Terms(GuidedRun run) => [.. run.Scored.Select(scored => scored.Site)];

    /// <summary>
    /// For each term that depends on the latent, by its place, the plates around both whose elements it depends on one by one. Null where a run with
    /// another value fails or has other sites: then nothing is known.
    /// </summary>
    public Dictionary<int, HashSet<PlateFrame>>? Of(SampleSite latent)
    {
        try
        {
            Tensor[] others = Others(latent);
            Dictionary<int, HashSet<PlateFrame>>? found = Along(latent, others[0]);
            foreach (Tensor other in others)
            {
                if (found is null) break;
                found = Changed(latent, other, found);
                foreach (PlateFrame plate in latent.Plates)
                    if (found is not null && plate.SubsampleSize > 1) Separate(latent, other, plate, found);
            }
            return found;
        }
        catch (PplException)
        {
            return null;
        }
    }

    /// <summary>The terms that have the dim of two values side by side.</summary>
    private Dictionary<int, HashSet<PlateFrame>>? Along(SampleSite latent, Tensor other)
    {
        int dim = -depth - 1, batch = latent.Distribution.BatchShape.Rank;
        long[] ones = new long[depth - batch];
        Array.Fill(ones, 1);
        Tensor both = torch.stack([latent.Value!, other]).reshape([2, .. ones, .. latent.Value!.shape]);
        if (TermsWith(latent, both, new EnumerationFrame(latent.Name, dim, 2)) is not { } along) return null;
        var found = new Dictionary<int, HashSet<PlateFrame>>();
        for (int i = 0; i < terms.Length; i++)
            if (along[i].dim() >= -dim) Add(found, latent, i);
        return found;
    }

    /// <summary>Adds the terms that are others with another value.</summary>
    private Dictionary<int, HashSet<PlateFrame>>? Changed(SampleSite latent, Tensor other, Dictionary<int, HashSet<PlateFrame>> found)
    {
        if (TermsWith(latent, other) is not { } changed) return null;
        for (int i = 0; i < terms.Length; i++)
            if (!found.ContainsKey(i) && !Same(changed[i], terms[i].ScaledLogProb)) Add(found, latent, i);
        return found;
    }

    /// <summary>Where the first element of a plate alone has another value, no other element of a term may be another: or it depends on the elements together.</summary>
    private void Separate(SampleSite latent, Tensor other, PlateFrame plate, Dictionary<int, HashSet<PlateFrame>> found)
    {
        int dim = plate.Dim - latent.Distribution.EventShape.Rank;
        Tensor value = latent.Value!, first = torch.cat([other.narrow(dim, 0, 1), value.narrow(dim, 1, value.size(dim) - 1)], dim);
        if (TermsWith(latent, first) is not { } changed) return;
        foreach ((int i, HashSet<PlateFrame> kept) in found)
            if (kept.Contains(plate) && !Same(Rest(changed[i]), Rest(terms[i].ScaledLogProb))) kept.Remove(plate);

        Tensor Rest(Tensor term) => term.narrow(plate.Dim, 1, plate.SubsampleSize - 1);
    }

    private void Add(Dictionary<int, HashSet<PlateFrame>> found, SampleSite latent, int term) => found[term] = [.. latent.Plates.Intersect(terms[term].Plates)];

    /// <summary>The terms of a run in which the latent has another value; null where it has other sites.</summary>
    private Tensor[]? TermsWith(SampleSite latent, Tensor value, EnumerationFrame? pair = null)
    {
        ScoredSite[] changed = Terms(new GuidedRun(Again(guide, run.Guide), Again(model, run.Model)));
        return changed.Select(site => site.Name).SequenceEqual(terms.Select(site => site.Name)) ? [.. changed.Select(site => site.ScaledLogProb)] : null;

        Trace Again(Action program, Trace before)
        {
            using Scope along = new Replay(before).Enter();
            using Scope one = new OneChanged(latent.Name, value, pair).Enter();
            return Trace.Of(program);
        }
    }

    /// <summary>Values of which each element of the latent's has another at least once: the ends of a support that can be listed, else draws.</summary>
    private Tensor[] Others(SampleSite latent)
    {
        using IDisposable noGradients = torch.no_grad();
        Tensor value = latent.Value!;
        if (!latent.Distribution.HasEnumerableSupport) return [latent.Distribution.Sample(rng), latent.Distribution.Sample(rng)];
        Tensor support = latent.Distribution.EnumerateSupport(expand: false).to(value.dtype).to(value.device);
        return [support.select(0, 0).expand(value.shape), support.select(0, support.size(0) - 1).expand(value.shape)];
    }

    /// <summary>Bit by bit: a NaN is like nothing, and what differs by rounding alone is taken to depend.</summary>
    private static bool Same(Tensor a, Tensor b) => Shape.Of(a) == Shape.Of(b) && (a == b).all().item<bool>();
}
