namespace Ppl;

internal static partial class Error
{
    /// <summary>A term that takes several values, or several elements, of an enumerated site together: what a run of all values says of some is not what a run at these says.</summary>
    /// <param name="site">Whose term it is.</param>
    /// <param name="values">The enumerated sites in reach, each with the values of a run.</param>
    /// <param name="alone">The log density in that run.</param>
    /// <param name="enumerated">What the run of all values says it is.</param>
    public static PplException ValuesTogether(ScoredSite site, IReadOnlyList<string> values, double alone, double enumerated) =>
        new ErrorText("PPL032", $"{site.Description}: mixes the values of an enumerated site, which lie side by side along a dim of their own")
            .Row("at", values.Count <= 3 ? string.Join(", ", values) : $"{string.Join(", ", values.Take(3))}, …")
            .Row("log density", FormattableString.Invariant($"{alone:G6} in a run at these values, {enumerated:G6} by the run of all values"))
            .Hint($"name the dims to sum, from the right, as in sum(-1): sum(), mean(), max(), cumsum() and indices from the left take the values themselves. A term of all elements of a plate has no exact sum: move \"{site.Name}\" into the plate, write the plate as a loop of sites (\"z0\", \"z1\", …), or draw the enumerated site: Enumeration.Drawn in a guide, Gibbs in Mcmc.")
            .ToException();
}
