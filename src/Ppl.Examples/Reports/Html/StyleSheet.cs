using System.Reflection;

namespace Ppl.Examples;

/// <summary>The style of a report: the colours by role, for light and dark paper, and the rules of <c>report.css</c>.</summary>
internal static class StyleSheet
{
    public static string Text { get; } = $$"""
        :root {{Variables(ink => ink.Light)}}
        @media screen and (prefers-color-scheme: dark) { :root {{Variables(ink => ink.Dark)}} }
        {{Rules()}}
        """;

    private static string Variables(Func<Ink, Colour> colour) => "{ " + string.Concat(Ink.All.Select(ink => $"--{ink.Name}: {colour(ink)}; ")) + "}";

    private static string Rules()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
