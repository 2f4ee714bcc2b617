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
}
