namespace Ppl;

/// <summary>Each batch dim of a log density longer than 1 must belong to a plate or an enumerated site of that length; anything else is a mistake.</summary>
internal static class SiteShapes
{
    /// <exception cref="PplException">PPL010, PPL101, PPL102, PPL103, PPL107, PPL008 or PPL111: value, distribution and plates do not fit.</exception>
    public static void Check(SampleSite site)
    {
        Shape batch = site.Distribution.BatchShape;
        Shape events = site.Distribution.EventShape;
        var value = Shape.Of(site.Value!);
        if (value.Rank + batch.Rank + events.Rank == 0 && site.Mask is null) return;
        bool isOneValue = site.Enumerations.IsEmpty && !site.IsObserved;
        if (site.Supplier is not null && isOneValue && value != batch + events)
            throw site.Enumeration is null ? Error.SuppliedShape(site, value) : Error.EnumeratedInGuideOnly(site);
        if (value.Rank < events.Rank || value.Last(events.Rank) != events) throw Error.EventShape(site, value);
        if (!Shape.TryBroadcast(value.DropLast(events.Rank), batch, out Shape logProb)) throw Apart(site, value);
        Check(site, logProb, value);
    }

    /// <exception cref="PplException">PPL101, PPL102 or PPL103: factor, mask and plates do not fit.</exception>
    public static void Check(FactorSite site)
    {
        var shape = Shape.Of(site.Value!);
        Check(site, shape, shape);
    }

    private static void Check(ScoredSite site, Shape logProb, Shape value)
    {
        for (int dim = -1; dim >= -logProb.Rank; dim--)
        {
            long length = logProb[^-dim];
            if (length == 1) continue;
            if (Length(site, dim) is not { } owned) throw Unowned(site, logProb, value, dim);
            if (owned != length) throw Misfit(site, value, logProb);
        }
        if (site.Mask is not null) CheckMask(site, logProb);
    }

    private static void CheckMask(ScoredSite site, Shape logProb)
    {
        var mask = Shape.Of(site.Mask!);
        if (!Shape.TryBroadcast(mask, logProb, out Shape both) || both != logProb) throw Error.MaskShape(site, mask, logProb);
    }

    /// <summary>The length of a dim that a plate or an enumerated site owns.</summary>
    private static long? Length(ScoredSite site, int dim)
    {
        foreach (PlateFrame frame in site.Plates)
            if (frame.Dim == dim) return frame.SubsampleSize;
        foreach (EnumerationFrame frame in site.Enumerations)
            if (frame.Dim == dim) return frame.Size;
        return null;
    }

    private static PplException Unowned(ScoredSite site, Shape logProb, Shape value, int dim) =>
        site is SampleSite { Supplier: not null } sample ? Error.SuppliedShape(sample, value) : Error.UnownedDim(site, logProb, dim);

    private static PplException Misfit(ScoredSite site, Shape value, Shape actual) =>
        (site is SampleSite sample ? BadData(sample, value) : null) ?? Error.LogProbShape(site, actual, site.Plates);

    private static PplException Apart(SampleSite site, Shape value) => BadData(site, value) ?? Error.ValueShape(site, value);

    /// <summary>The mistake of whoever gave the value, if it is one that has a name.</summary>
    private static PplException? BadData(SampleSite site, Shape value)
    {
        if (site.Supplier is not null) return Error.SuppliedShape(site, value);
        return WholeData(site, value) is { } plate ? Error.DataNotSubsampled(site, plate, value) : null;
    }

    /// <summary>A subsampled plate at whose dim the value is as long as the whole plate: the data were not indexed.</summary>
    private static PlateFrame? WholeData(SampleSite site, Shape value)
    {
        int events = site.Distribution.EventShape.Rank;
        foreach (PlateFrame frame in site.Plates)
        {
            int place = events - frame.Dim;
            if (frame.SubsampleSize < frame.Size && value.Rank >= place && value[^place] == frame.Size) return frame;
        }
        return null;
    }
}
