namespace Ppl;

internal static partial class Error
{
    /// <summary>Enumerated sites of plates of which none lies within the other, and a factor in both: the sum does not factorise.</summary>
    public static PplException NotTractable(string site, IReadOnlyList<string> variables) =>
        new ErrorText("PPL031", $"site \"{site}\": depends on enumerated sites whose plates cross")
            .Row("enumerated", string.Join(", ", variables))
            .Hint("the exact sum takes exponential time: draw one of them, with SiteOptions { Enumeration = Enumeration.Drawn }, or write one of the plates as a loop.")
            .ToException();

    /// <summary>A sum of the model, inside which the guide has values of its own for each element of a plate.</summary>
    public static PplException GuideInsideSum(string site, string guided, IReadOnlyList<string> summed) =>
        new ErrorText("PPL031", $"site \"{site}\": meets {guided}, which the guide enumerates, inside a sum over all elements of its plate")
            .Row("summed out", string.Join(", ", summed))
            .Row("why", "log Σ Π over the elements has no expectation that is taken element by element")
            .Hint("leave both to the model, which sums them out together, or both to the guide; or draw the guide's, with SiteOptions { Enumeration = Enumeration.Drawn }.")
            .ToException();

    /// <summary>A term outside a plate that depends on an enumerated site inside: one value of it for all elements at a time.</summary>
    public static PplException OutsideItsPlate(ScoredSite site, string enumerated, IReadOnlyList<string> plates) =>
        new ErrorText("PPL031", $"{site.Description}: depends on all elements of the enumerated site \"{enumerated}\" together")
            .Row("enumerated", $"\"{enumerated}\" in {string.Join(", ", plates)}")
            .Row("depends on it", site.Plates.IsEmpty ? "in no plate" : $"in {string.Join(", ", site.Plates.Select(plate => plate.Name))}")
            .Hint($"move \"{site.Name}\" into the plate, or draw \"{enumerated}\", with SiteOptions {{ Enumeration = Enumeration.Drawn }}: the sum over the values of all elements takes exponential time.")
            .ToException();
}
