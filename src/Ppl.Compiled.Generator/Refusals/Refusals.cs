using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    private const int Longest = 60;

    /// <summary>A piece of source on one line, cut where it is long.</summary>
    private static string Short(SyntaxNode node)
    {
        string line = string.Join(" ", node.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');
        return line.Length <= Longest ? line : line.Substring(0, Longest - 1) + "…";
    }
}
