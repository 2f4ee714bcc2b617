namespace Ppl;

internal static partial class Error
{
    /// <summary>More enumerated sites in reach of one another than a tensor has dims.</summary>
    public static PplException TooManyEnumerated(SampleSite site, IEnumerable<EnumerationFrame> taken)
    {
        EnumerationFrame[] frames = [.. taken];
        return new ErrorText("PPL113", $"{site.Description}: no dim is left to enumerate it along")
            .Row("in reach", $"{frames.Length} enumerated sites: {string.Join(", ", frames.Take(3).Select(frame => frame.Name))}, …, {frames[^1].Name}")
            .Hint("put sites that are alike into a plate, or loop with Markov, which takes dims in turn.")
            .ToException();
    }
}
