using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>Gives a single run the values that one of two copies side by side had.</summary>
internal sealed class Along(GuidedRun both, Chunk pair, int copy) : Handler
{
    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || (both.Guide.Find<SampleSite>(site.Name) ?? both.Model.Find<SampleSite>(site.Name)) is not { } made) return;
        Shape single = site.Distribution.BatchShape + site.Distribution.EventShape;
        if (pair.Listed(made.Value!, single, site.Distribution.EventShape.Rank) is { } listed) site.Value = listed[copy];
    }

    protected internal override void Process(PlateSite site)
    {
        if ((both.Guide.Find<PlateSite>(site.Name) ?? both.Model.Find<PlateSite>(site.Name)) is { } made) site.Follow(made);
    }
}

/// <summary>Compares a run of two copies side by side with a single run along the values of one of them.</summary>
internal static class Trial
{
    /// <summary>What rounding may do to a sum of many Float32 numbers.</summary>
    private const double Tolerance = 1e-3;

    public static bool IsCopy(GuidedRun both, GuidedRun alone, Chunk pair, int copy) =>
        IsCopy(both.Guide, alone.Guide, pair, copy) && IsCopy(both.Model, alone.Model, pair, copy);

    private static bool IsCopy(Trace both, Trace alone, Chunk pair, int copy)
    {
        if (!both.Select(site => site.Name).SequenceEqual(alone.Select(site => site.Name))) return false;
        foreach (Site site in alone)
            if (!IsCopy(both, site, pair, copy)) return false;
        return true;
    }

    private static bool IsCopy(Trace both, Site alone, Chunk pair, int copy) => alone switch
    {
        ScoredSite scored => Same(pair.Numbers(both.OfType<ScoredSite>().First(site => site.Name == alone.Name).UnscaledTotal(Chunk.Name))[copy], (double)scored.UnscaledTotal()),
        DeterministicSite named => Same(both.Find<DeterministicSite>(named.Name)!.Value!, named, pair, copy),
        _ => true,
    };

    private static bool Same(Tensor value, DeterministicSite alone, Chunk pair, int copy)
    {
        if (pair.Listed(value, Shape.Of(alone.Value!), alone.EventDim) is not { } listed) return false;
        double[] copied = TensorText.ToDoubles(listed[copy]), single = TensorText.ToDoubles(alone.Value!);
        return copied.Zip(single).All(pairOf => Same(pairOf.First, pairOf.Second));
    }

    private static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(b));
}
