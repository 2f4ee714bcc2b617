namespace Ppl;

internal static partial class Error
{
    /// <summary>A batch dim that belongs to no plate.</summary>
    public static PplException UnownedDim(ScoredSite site, Shape logProb, int dim)
    {
        ErrorText text = new("PPL102", $"{site.Description}: batch dim {dim}, of length {logProb[^-dim]}, belongs to no plate");
        DescribeSite(text, site);
        text.Row("log-prob", logProb.ToString());
        if (site is SampleSite { IsObserved: true } observed && AreCrossed(observed, dim))
            return text.Hint($"value and distribution broadcast against each other, each element with every other: give both the batch shape {Owned(site)} of the plates (squeeze, unsqueeze or transpose one); if it is meant, open a plate of size {logProb[^-dim]} at dim {dim}.").ToException();
        return text
            .Hint($"if these are the components of one event, write ToEvent({-dim}); if they are independent elements, open a plate of size {logProb[^-dim]} at dim {dim}; if neither, two shapes broadcast by mistake.")
            .ToException();
    }

    /// <summary>
    /// Data without a dim that their distribution has, or with 1 where a plate has more: a column met a row, and made a silent N x N table.
    /// </summary>
    private static bool AreCrossed(SampleSite site, int dim)
    {
        Shape batch = site.Distribution.BatchShape, value = Shape.Of(site.Value!).DropLast(site.Distribution.EventShape.Rank);
        return LengthAt(value, dim) == 1
            || (LengthAt(batch, dim) == 1 && site.Plates.Any(plate => plate.SubsampleSize > 1 && plate.Dim > dim && LengthAt(value, plate.Dim) == 1));
    }

    private static long LengthAt(Shape shape, int dim) => shape.Rank < -dim ? 1 : shape[^-dim];

    /// <summary>The batch shape that the plates around a site give it.</summary>
    private static Shape Owned(ScoredSite site)
    {
        long[] lengths = new long[site.Plates.Select(plate => -plate.Dim).DefaultIfEmpty(0).Max()];
        Array.Fill(lengths, 1);
        foreach (PlateFrame plate in site.Plates) lengths[^-plate.Dim] = plate.SubsampleSize;
        return lengths;
    }

    /// <summary>Rows for a site's distribution, value and plates.</summary>
    private static void DescribeSite(ErrorText text, ScoredSite site)
    {
        if (site is SampleSite sample)
            text.Row("distribution", sample.Distribution.Name, $"batch {sample.Distribution.BatchShape}", $"event {sample.Distribution.EventShape}");
        if (site.Value is null) return;
        if (site is SampleSite) text.Row("value", "", Shape.Of(site.Value).ToString());
        else text.Row("value", Shape.Of(site.Value).ToString());
    }

    private static void DescribePlates(ErrorText text, IEnumerable<PlateFrame> plates)
    {
        string label = "plates";
        foreach (PlateFrame plate in plates)
        {
            text.Row(label, plate.Name, $"dim {plate.Dim}, size {plate.SubsampleSize}");
            label = "";
        }
    }
}
