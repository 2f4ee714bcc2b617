namespace Ppl;

internal static partial class Error
{
    /// <summary>An exception of other code that passed through a site: it gets the site's name and plates, once.</summary>
    public static PplException ForeignException(Site site, Exception foreign) =>
        new(code: null, $"{site.Place}: {foreign.Message}", foreign) { Site = site };

    /// <summary>An exception of other code between two sites of a program.</summary>
    public static PplException ForeignException(Exception foreign) => new(code: null, $"the program threw: {foreign.Message}", foreign);
}
