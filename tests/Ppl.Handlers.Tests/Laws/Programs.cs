using FsCheck;
using FsCheck.Fluent;

namespace Ppl.Handlers.Tests;

/// <summary>Programs drawn at random, and laws that hold for all of them.</summary>
internal static class Programs
{
    /// <summary>How many programs each law is asked of; the same ones in every run.</summary>
    public const int Cases = 150;

    public static readonly Arbitrary<Line[]> Any =
        Arb.From(Gen.Sized(size => Gen.Elements(Enum.GetValues<Line>()).ArrayOf(5 + (size / 2))), WithoutOneLine);

    public static readonly Arbitrary<Mischief> AnyMischief = Gen.Elements(Enum.GetValues<Mischief>()).ToArbitrary();

    /// <summary>Holds a law against the cases; each runs in a tensor scope of its own.</summary>
    public static void Satisfy(Func<Line[], bool> law) => Satisfy(Prop.ForAll(Any, lines => InScope(() => law(lines))));

    /// <inheritdoc cref="Satisfy(Func{Line[], bool})"/>
    public static void Satisfy<TMore>(Arbitrary<TMore> more, Func<Line[], TMore, bool> law) =>
        Satisfy(Prop.ForAll(Any, more, (lines, other) => InScope(() => law(lines, other))));

    private static void Satisfy(Property property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithReplay(20, 31).WithMaxTest(Cases), property);

    private static bool InScope(Func<bool> law)
    {
        using TensorScope scope = TensorScope.Begin();
        return law();
    }

    private static IEnumerable<Line[]> WithoutOneLine(Line[] lines) =>
        Enumerable.Range(0, lines.Length).Select(left => lines.Where((_, i) => i != left).ToArray());
}
