namespace Ppl;

internal static partial class Error
{
    /// <summary>Enumerated sites of plates of which none lies within the other, and a factor in both: the sum does not factorise.</summary>
    public static PplException NotTractable(string site, IReadOnlyList<string> variables) =>
        new ErrorText("PPL031", $"site \"{site}\": depends on enumerated sites whose plates cross")
            .Row("enumerated", string.Join(", ", variables))
            .Hint("the exact sum takes exponential time: draw one of them, with SiteOptions { Enumeration = Enumeration.Drawn }, or write one of the plates as a loop.")
            .ToException();
}
