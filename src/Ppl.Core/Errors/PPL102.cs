namespace Ppl;

internal static partial class Error
{
    /// <summary>A batch dim that belongs to no plate.</summary>
    public static PplException UnownedDim(ScoredSite site, Shape logProb, int dim)
    {
        ErrorText text = new("PPL102", $"{site.Description}: batch dim {dim}, of length {logProb[^-dim]}, belongs to no plate");
        DescribeSite(text, site);
        return text.Row("log-prob", logProb.ToString())
            .Hint($"if these are the components of one event, write ToEvent({-dim}); if they are independent elements, open a plate of size {logProb[^-dim]} at dim {dim}; if neither, two shapes broadcast by mistake.")
            .ToException();
    }

    /// <summary>Rows for a site's distribution, value and plates.</summary>
    private static void DescribeSite(ErrorText text, ScoredSite site)
    {
        if (site is SampleSite sample)
            text.Row("distribution", sample.Distribution.Name, $"batch {sample.Distribution.BatchShape}", $"event {sample.Distribution.EventShape}");
        if (site.Value is not null) text.Row("value", "", Shape.Of(site.Value).ToString());
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
