namespace Ppl.Handlers;

/// <summary>How wide a text is in the widest of the sans-serif fonts that a reader may have.</summary>
internal static class TextWidth
{
    public static double Of(string text, double fontSize) => fontSize * text.Sum(Width);

    /// <summary>In font sizes; as wide as in DejaVu Sans, or wider.</summary>
    private static double Width(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '|' or '\'' or ' ' or '.' or ',' or ':' or ';' or 'I' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' or '"' or '!' => 0.43,
        'm' or 'M' or 'w' or 'W' or '@' or '%' => 0.99,
        >= 'A' and <= 'Z' => 0.76,
        < '\u1100' => 0.64,
        _ => 1.05,
    };
}
