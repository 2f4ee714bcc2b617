namespace Ppl;

internal static partial class Error
{
    /// <summary>An exception of other code that passed through a site: it gets the site's name and plates, once.</summary>
    public static PplException ForeignException(Site site, Exception foreign) =>
        OfInitializer(foreign) ?? new(code: null, $"{site.Place}: {foreign.Message}", foreign) { Site = site };

    /// <summary>An exception of other code between two sites of a program.</summary>
    public static PplException ForeignException(Exception foreign) =>
        OfInitializer(foreign) ?? new(code: null, $"the program threw: {foreign.Message}", foreign);

    /// <summary>The error of Ppl that a static initialiser threw; an effect there, if it was inside a site.</summary>
    private static PplException? OfInitializer(Exception foreign)
    {
        if (foreign is not TypeInitializationException { InnerException: PplException cause } initializer) return null;
        return cause.Site is { } site && cause.Code != "PPL012"
            ? EffectInInitializer(site.Description, initializer.TypeName, initializer)
            : cause.Because(initializer);
    }
}
