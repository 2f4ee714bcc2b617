namespace Ppl;

internal static partial class Error
{
    /// <summary>One plate name with two sizes.</summary>
    public static PplException PlateSizes(PlateSite site, PlateSite earlier) =>
        new ErrorText("PPL009", $"plate \"{site.Name}\": two sizes under one name")
            .Row("earlier", $"size {earlier.Size}", $"subsample {earlier.SubsampleSize}")
            .Row("now", $"size {site.Size}", $"subsample {site.SubsampleSize}")
            .Hint("give both the same size and subsample, in model and guide alike, or one of them another name.")
            .ToException();

    /// <summary>One plate name with two sets of rows.</summary>
    public static PplException TwoSetsOfRows(PlateSite site, PlateSite earlier) =>
        new ErrorText("PPL009", $"plate \"{site.Name}\": two sets of rows under one name")
            .Row("earlier", RowList(PlateRows.Of(earlier.Value, earlier.Size)))
            .Row("now", RowList(PlateRows.ToArray(site.Value!)))
            .Hint($"give the rows in both places, in model and guide alike: Plate(\"{site.Name}\", {site.Size}, rows).")
            .ToException();

    private static string RowList(long[] rows) => $"rows {string.Join(", ", rows.Take(6))}{(rows.Length > 6 ? ", …" : "")}";
}
