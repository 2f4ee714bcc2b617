using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>Writes generated text, and remembers which of it came from where.</summary>
internal sealed class CopyWriter(CopyNames names)
{
    private readonly StringBuilder text = new();
    private readonly List<(int Start, int Length, SyntaxTree Tree, TextSpan From)> pieces = [];

    public CopyNames Names { get; } = names;

    public override string ToString() => text.ToString();

    /// <summary>A line that no source has.</summary>
    public void Line(string line) => text.Append(line).Append('\n');

    /// <summary>A piece of source with its edits, under a directive that lets errors and debuggers point at it.</summary>
    public void Source(SyntaxTree tree, TextSpan span, IEnumerable<Edit> edits, string after = "")
    {
        LinePosition start = tree.GetLineSpan(span).StartLinePosition;
        Line($"#line {start.Line + 1} \"{tree.FilePath}\"");
        text.Append(' ', start.Character);
        SourceText source = tree.GetText();
        int at = span.Start;
        foreach (Edit edit in edits.Where(edit => span.Contains(edit.Span)).OrderBy(edit => edit.Span.Start))
        {
            // What lies in a piece that was replaced whole is replaced with it.
            if (edit.Span.Start < at) continue;
            Piece(tree, source, TextSpan.FromBounds(at, edit.Span.Start));
            Append(edit.Text(Names), tree, edit.Span);
            at = edit.Span.End;
        }
        Piece(tree, source, TextSpan.FromBounds(at, span.End));
        Line(after);
    }

    /// <summary>Ends what was copied from a source.</summary>
    public void EndSource() => Line("#line default");

    /// <summary>Where a place of the generated text came from; null for what no source has.</summary>
    public Location? Origin(TextSpan generated)
    {
        if (At(generated.Start) is not { } first) return null;
        return At(Math.Max(generated.Start, generated.End - 1)) is { } last && last.Tree == first.Tree && last.From.End >= first.From.Start
            ? Location.Create(first.Tree, TextSpan.FromBounds(first.From.Start, last.From.End))
            : Location.Create(first.Tree, first.From);
    }

    /// <summary>The character that stands at a place of the generated text, or all that was replaced by what stands there.</summary>
    private (SyntaxTree Tree, TextSpan From)? At(int place)
    {
        foreach ((int start, int length, SyntaxTree tree, TextSpan from) in pieces)
        {
            if (place >= start && place < start + length) return (tree, length == from.Length ? new TextSpan(from.Start + place - start, 1) : from);
        }
        return null;
    }

    private void Piece(SyntaxTree tree, SourceText source, TextSpan span) => Append(source.ToString(span).Replace("\r\n", "\n"), tree, span);

    private void Append(string piece, SyntaxTree tree, TextSpan from)
    {
        if (piece.Length > 0) pieces.Add((text.Length, piece.Length, tree, from));
        text.Append(piece);
    }
}
