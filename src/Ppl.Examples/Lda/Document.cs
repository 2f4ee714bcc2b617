namespace Ppl.Examples;

/// <summary>A document as a bag of words.</summary>
/// <param name="Words">The distinct words that occur in it, by their places in the vocabulary, from 0.</param>
/// <param name="Counts">How often each occurs, at least once.</param>
internal sealed record Document(int[] Words, int[] Counts)
{
    /// <summary>The document's length.</summary>
    public int Tokens { get; } = Counts.Sum();

    /// <summary>The words one by one, in the order of the vocabulary.</summary>
    public static Document Of(IEnumerable<int> tokens)
    {
        (int Word, int Count)[] pairs = [.. tokens.CountBy(word => word).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
        return new Document([.. pairs.Select(pair => pair.Word)], [.. pairs.Select(pair => pair.Count)]);
    }

    /// <summary>Deals the tokens out at random to two documents, the first of which gets the odd one.</summary>
    public (Document First, Document Second) Halves(Random random)
    {
        int[] tokens = [.. Words.Zip(Counts).SelectMany(pair => Enumerable.Repeat(pair.First, pair.Second))];
        random.Shuffle(tokens);
        int first = (tokens.Length + 1) / 2;
        return (Of(tokens[..first]), Of(tokens[first..]));
    }
}
