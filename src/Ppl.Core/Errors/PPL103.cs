namespace Ppl;

internal static partial class Error
{
    /// <summary>A log-prob shape that does not fit its plates.</summary>
    public static PplException LogProbShape(ScoredSite site, Shape actual, IReadOnlyCollection<PlateFrame> plates)
    {
        ErrorText text = new("PPL103", $"{site.Description}: log-prob shape does not fit its plates");
        DescribeSite(text, site);
        DescribePlates(text, plates);
        return text.Row("expected", Expected(plates), $"actual {actual}").Hint(Advice(site, actual, plates)).ToException();
    }

    /// <summary>Such as <c>[..., 64, *]</c>: a length where a plate owns the dim, * where none does.</summary>
    private static string Expected(IReadOnlyCollection<PlateFrame> plates)
    {
        int depth = plates.Max(plate => -plate.Dim);
        IEnumerable<string> lengths = Enumerable.Range(1, depth).Reverse()
            .Select(dim => plates.FirstOrDefault(plate => plate.Dim == -dim) is { Name: not null } plate ? $"{plate.SubsampleSize}" : "*");
        return $"[..., {string.Join(", ", lengths)}]";
    }

    private static string Advice(ScoredSite site, Shape actual, IReadOnlyCollection<PlateFrame> plates)
    {
        PlateFrame innermost = plates.First();
        bool looksLikeEvent = plates.Count == 1 && actual.Rank > 1 && actual[^2] == innermost.SubsampleSize && innermost.Dim == -1;
        if (plates.FirstOrDefault(plate => plate.SubsampleSize < plate.Size && LengthAt(actual, plate.Dim) == plate.Size) is { Name: not null } whole)
            return $"the distribution's arguments are as long as the whole plate: index them by the subsample, {whole.Name}.Subsample(...).";
        if (IsTransposed(actual, plates))
            return $"its dims are those of the plates in another order: transpose the distribution's arguments, or give the plates their dims: Plate(\"{innermost.Name}\", {innermost.Size}, dim: ...).";
        if (!looksLikeEvent) return $"make each dim of the distribution as long as the plate that owns it, or 1, and the plate stretches it; or open the plates that the shape of \"{site.Name}\" has.";
        long length = actual[^1];
        return $"{length} looks like an event dimension: write ToEvent(1) on the distribution, or add a plate of size {length} at dim -1 and move \"{innermost.Name}\" to -2.";
    }

    /// <summary>Whether the shape has each plate's length, at the dim of another.</summary>
    private static bool IsTransposed(Shape actual, IReadOnlyCollection<PlateFrame> plates) =>
        plates.Count > 1 && plates.All(plate => -plate.Dim <= plates.Count) && actual.Rank == plates.Count
        && actual.ToArray().Order().SequenceEqual(plates.Select(plate => plate.SubsampleSize).Order());
}
