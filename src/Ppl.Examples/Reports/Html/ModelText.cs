using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Examples;

/// <summary>What a piece of source is, for its colour.</summary>
internal enum TokenKind { Plain, Keyword, Text, Number, Comment }

/// <summary>
/// The source of an example's model and guide, as it was compiled: the program carries its sources, and the members are taken out of their syntax
/// trees with their doc comments.
/// </summary>
internal sealed record ModelText(IReadOnlyList<(TokenKind Kind, string Text)> Tokens)
{
    /// <summary>The members of a class, fields or methods, in the order of their names here.</summary>
    /// <param name="example">The class; its source is the file of that name.</param>
    /// <param name="members">Their names.</param>
    /// <exception cref="InvalidOperationException">There is no such file, or no such member in it.</exception>
    public static ModelText Of(string example, params IReadOnlyList<string> members)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(Read($"{example}.cs")).GetRoot();
        TypeDeclarationSyntax type = root.DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault(type => type.Identifier.Text == example)
            ?? throw new InvalidOperationException($"{example}.cs has no type {example}");
        IEnumerable<string> sources = members.Select(member => Dedent((type.Members.FirstOrDefault(candidate => Names(candidate).Contains(member))
            ?? throw new InvalidOperationException($"{example} has no member {member}")).ToFullString()));
        return new ModelText([.. Classify(string.Join("\n\n", sources))]);
    }

    /// <summary>This text, and another below it.</summary>
    public ModelText Then(ModelText other) => new([.. Tokens, (TokenKind.Plain, "\n\n"), .. other.Tokens]);

    /// <summary>The text without its classification.</summary>
    public override string ToString() => string.Concat(Tokens.Select(token => token.Text));

    private static string Read(string file)
    {
        using Stream source = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new InvalidOperationException($"the program carries no source {file}");
        using var reader = new StreamReader(source);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        _ => [],
    };

    private static string Dedent(string source)
    {
        string[] lines = source.Trim('\n').TrimEnd().Split('\n');
        int depth = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > depth ? line[depth..] : ""));
    }

    /// <summary>The members are parsed once more, as a script may have them at its top, so that tokens and text are of one piece.</summary>
    private static IEnumerable<(TokenKind, string)> Classify(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia) yield return (KindOf(trivia), trivia.ToFullString());
            yield return (KindOf(token), token.Text);
            foreach (SyntaxTrivia trivia in token.TrailingTrivia) yield return (KindOf(trivia), trivia.ToFullString());
        }
    }

    private static TokenKind KindOf(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia) ? TokenKind.Plain : TokenKind.Comment;

    private static TokenKind KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => TokenKind.Number,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => TokenKind.Text,
        SyntaxKind.IdentifierToken => token is { Text: "var", Parent: IdentifierNameSyntax { IsVar: true } } ? TokenKind.Keyword : TokenKind.Plain,
        var kind => SyntaxFacts.IsKeywordKind(kind) ? TokenKind.Keyword : TokenKind.Plain,
    };
}
