namespace Ppl.Handlers;

/// <summary>A trace's shape table: debugger view, error context and golden text in one.</summary>
internal static class TraceTable
{
    public static string Of(IReadOnlyCollection<Site> sites) =>
        sites.Count == 0 ? "no sites" : string.Join('\n', ErrorText.Table([.. sites.Select(Row)]));

    private static string[] Row(Site site) => site switch
    {
        SampleSite { IsObserved: true } observed => Row("observed", observed),
        SampleSite latent => Row("sample", latent),
        FactorSite factor => ["factor", site.Name, "", "", $"value {ShapeOf(factor)}", Weight(factor)],
        ParamSite parameter => ["param", site.Name, $"{parameter.Constraint}", "", $"value {ShapeOf(site)}", ""],
        PlateSite plate => ["plate", site.Name, $"dim {plate.Dim}", Size(plate), "", ""],
        _ => ["value", site.Name, "", "", $"value {ShapeOf(site)}", ""],
    };

    private static string[] Row(string kind, SampleSite site) =>
    [
        kind, site.Name, site.Distribution.Name, $"batch {site.Distribution.BatchShape} event {site.Distribution.EventShape}",
        $"value {ShapeOf(site)}", Weight(site),
    ];

    private static string ShapeOf(Site site) => Shape.Of(site.Value!).ToString();

    private static string Size(PlateSite plate) =>
        plate.SubsampleSize == plate.Size ? $"size {plate.Size}" : $"{plate.SubsampleSize} of {plate.Size}";

    private static string Weight(ScoredSite site) =>
        $"{(site.Scale == 1 ? "" : FormattableString.Invariant($"scale {site.Scale:G6} "))}{(site.Mask is null ? "" : "masked")}".TrimEnd();
}
