namespace Ppl.Handlers;

/// <summary>
/// A trace's shape table: debugger view, error context and golden text in one. Each batch dim has a column of its own, so that one sees
/// which plates, particles and enumerated sites a shape belongs to.
/// </summary>
internal static class TraceTable
{
    /// <param name="sites">The sites of a run.</param>
    /// <param name="failing">The site in which the run failed.</param>
    public static string Of(IReadOnlyCollection<Site> sites, Site? failing = null)
    {
        Row[] rows = [.. sites.Where(site => site != failing).Select(site => Row.Of(site)), .. failing is null ? Array.Empty<Row>() : [Row.Of(failing) with { Fails = true }]];
        if (rows.Length == 0) return "no sites";
        int depth = rows.Max(row => row.Batch.Length);
        return string.Join('\n', ErrorText.Table([Heading(depth), .. rows.Select(row => row.Cells(depth))]));
    }

    private static string[] Heading(int depth) =>
        ["site", "", "", .. Enumerable.Range(1, depth).Reverse().Select(dim => $"dim -{dim}"), "event", "value"];

    /// <summary>A line of the table. A batch length of -1 leaves its column empty.</summary>
    private sealed record Row(string Kind, string Name, string What, long[] Batch, string Event, string Value, string Notes)
    {
        private const long Empty = -1;

        public bool Fails { get; init; }

        public static Row Of(Site site) => site switch
        {
            SampleSite sample => Of(sample),
            FactorSite factor => new("factor", site.Name, "", ShapeOf(factor).ToArray(), "", Text(site), Join(Around(site), Weight(factor))),
            ParamSite { EventDim: { } dims } local => Of(local, dims),
            ParamSite global => new("param", site.Name, $"{global.Constraint}", [], "", Text(site), ""),
            PlateSite plate => new("plate", site.Name, Size(plate), Alone(plate), "", "", plate.Dim is null ? "one by one" : ""),
            _ => new("value", site.Name, "", [], "", Text(site), Around(site)),
        };

        public string[] Cells(int depth) =>
        [
            Kind, Name, What,
            .. Enumerable.Range(1, depth).Reverse().Select(dim => dim > Batch.Length || Batch[^dim] == Empty ? "" : $"{Batch[^dim]}"),
            Event, Value, $"{Notes}{(Fails ? " <- fails here" : "")}".TrimStart(),
        ];

        private static Row Of(SampleSite site) => new(
            site.IsObserved ? "observed" : "sample", site.Name, site.Distribution.Name, Batched(site).ToArray(), $"{site.Distribution.EventShape}", Text(site),
            Join(Around(site), Weight(site), site.Enumeration is { } all ? $"{all.Size} {(all.AreDraws ? "draws" : "values")} at dim {all.Dim}" : ""));

        private static Row Of(ParamSite local, int eventDims)
        {
            Shape value = ShapeOf(local);
            return value.Rank < eventDims
                ? new("param", local.Name, $"{local.Constraint}", [], "", Text(local), Around(local))
                : new("param", local.Name, $"{local.Constraint}", value.DropLast(eventDims).ToArray(), $"{value.Last(eventDims)}", Text(local), Around(local));
        }

        /// <summary>The shape of the log density, where value and distribution broadcast; else the distribution's.</summary>
        private static Shape Batched(SampleSite site)
        {
            Shape batch = site.Distribution.BatchShape, value = ShapeOf(site);
            int events = site.Distribution.EventShape.Rank;
            return value.Rank >= events && Shape.TryBroadcast(value.DropLast(events), batch, out Shape both) ? both : batch;
        }

        private static long[] Alone(PlateSite plate)
        {
            if (plate.Dim is not { } dim) return [];
            return [plate.SubsampleSize, .. Enumerable.Repeat(Empty, -dim - 1)];
        }

        private static Shape ShapeOf(Site site) => site.Value is null ? [] : Shape.Of(site.Value);

        private static string Text(Site site) => site.Value is null ? "" : Shape.Of(site.Value).ToString();

        private static string Size(PlateSite plate) =>
            plate.SubsampleSize == plate.Size ? $"size {plate.Size}" : $"{plate.SubsampleSize} of {plate.Size}";

        private static string Around(Site site) => site.Plates.IsEmpty ? "" : $"in {string.Join(", ", site.Plates.Select(plate => plate.Name))}";

        private static string Weight(ScoredSite site) =>
            Join(site.Scale == 1 ? "" : FormattableString.Invariant($"scale {site.Scale:G6}"), site.Mask is null ? "" : "masked");

        private static string Join(params string[] notes) => string.Join("; ", notes.Where(note => note.Length > 0));
    }
}
