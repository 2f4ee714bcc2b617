namespace Ppl;

internal static partial class Error
{
    /// <summary>A site that uses an enumerated value which a Markov loop no longer remembers.</summary>
    public static PplException OutOfReach(ScoredSite site, EnumerationFrame lost) =>
        new ErrorText("PPL114", $"{site.Description}: depends on \"{lost.Name}\", which its loop no longer remembers")
            .Row("in reach", site.Enumerations.IsEmpty ? "none" : string.Join(", ", site.Enumerations))
            .Row("lost", lost.ToString())
            .Hint("say how many steps back the loop looks, as in Markov(length, history: 2); after a loop, use what it sampled in its last step inside it.")
            .ToException();

    /// <summary>A site whose enumeration the guide gave, along a dim that another enumerated site in reach has: the guide's loop remembers less than the model's.</summary>
    public static PplException DimTakenAgain(SampleSite site, EnumerationFrame other) =>
        new ErrorText("PPL114", $"{site.Description}: the guide enumerates it along the dim of \"{other.Name}\", which the model still reaches")
            .Row("in reach", other.ToString())
            .Hint("loop in the model as the guide does, or let the guide remember as much: Markov(length, history) with the model's history.")
            .ToException();
}
