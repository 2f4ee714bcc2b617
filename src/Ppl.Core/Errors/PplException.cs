namespace Ppl;

/// <summary>
/// A mistake that Ppl found: a code of <c>docs/errors/</c>, the place, the shapes or numbers involved, and what to do about it.
/// </summary>
/// <remarks>The texts stand in <c>src/Ppl.Core/Errors</c>, one file a code.</remarks>
public sealed class PplException : Exception
{
    private readonly string text;

    internal PplException(string? code, string text, Exception? inner = null)
        : base(text, inner)
    {
        Code = code;
        this.text = text;
    }

    /// <summary>The code, such as <c>PPL103</c>; null for a foreign exception that passed through a site (see <see cref="Exception.InnerException"/>).</summary>
    public string? Code { get; }

    /// <summary>The first line: code, effect, site and mistake.</summary>
    public string Headline => text.Split('\n', 2)[0] + (UnnamedSite is { } site ? $", in {site.Description}" : "");

    /// <summary>
    /// The sites that the run had recorded when the mistake was found, as a table, and the one in which it was found; null outside a
    /// traced run.
    /// </summary>
    public string? Sites { get; internal set; }

    /// <summary>The whole text: headline, table, hint, and the sites recorded so far.</summary>
    public override string Message => Place + (Sites is null ? "" : $"\n  sites so far\n{Indent(Sites)}");

    /// <summary>The innermost site that the exception passed through.</summary>
    internal Site? Site { get; set; }

    /// <summary>The same error, thrown anew because of an exception that it was behind.</summary>
    internal PplException Because(Exception outer) => new(Code, text, outer);

    /// <summary>The text, with the site's name and plates where it does not say them itself: the mistake is a distribution's, say.</summary>
    private string Place => UnnamedSite is { } site ? $"{text}\n  in: {site.Place}" : text;

    private Site? UnnamedSite => Site is null || text.Contains($"\"{Site.Name}\"", StringComparison.Ordinal) ? null : Site;

    private static string Indent(string table) => "    " + table.TrimEnd().Replace("\n", "\n    ");
}
