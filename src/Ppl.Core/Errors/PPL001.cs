namespace Ppl;

internal static partial class Error
{
    /// <summary>Two sites of one name in one run.</summary>
    public static PplException DuplicateSite(Site site, Site earlier)
    {
        if (site.Line != 0 && site.Line == earlier.Line) return SiteOfLoop(site);
        return new ErrorText("PPL001", $"{site.Description}: the run has a site of this name already")
            .Row("earlier", earlier.Description, LineOf(earlier))
            .Row("now", site.Description, LineOf(site))
            .Hint("give one of the two another name.")
            .ToException();
    }

    /// <summary>A plate opened inside another of its name.</summary>
    public static PplException PlateInsideItself(string plate) =>
        new ErrorText("PPL001", $"plate \"{plate}\": opened inside a plate of this name")
            .Hint("close the first before the second, or give one of the two another name.")
            .ToException();

    private static string LineOf(Site site) => site.Line == 0 ? "" : $"line {site.Line}";
}
