namespace Ppl.Examples;

/// <summary>Documents and the words that their numbers stand for.</summary>
internal sealed class Corpus(IReadOnlyList<Document> documents, IReadOnlyList<string> vocabulary)
{
    public IReadOnlyList<Document> Documents => documents;

    public IReadOnlyList<string> Vocabulary => vocabulary;

    /// <summary>The length of all documents together.</summary>
    public int Tokens { get; } = documents.Sum(document => document.Tokens);

    /// <summary>Holds so many documents out, which ones is random; both parts keep the order.</summary>
    public (Corpus Training, Corpus HeldOut) Split(int heldOut, Random random)
    {
        int[] order = [.. Enumerable.Range(0, documents.Count)];
        random.Shuffle(order);
        HashSet<int> held = [.. order[..heldOut]];
        return (Where(i => !held.Contains(i)), Where(held.Contains));
    }

    /// <summary>The two halves of each document's tokens, for document completion: what is seen of it, and what is to be foretold.</summary>
    public (Corpus Seen, Corpus Hidden) Halves(Random random)
    {
        (Document First, Document Second)[] halves = [.. documents.Select(document => document.Halves(random))];
        return (new Corpus([.. halves.Select(half => half.First)], vocabulary), new Corpus([.. halves.Select(half => half.Second)], vocabulary));
    }

    private Corpus Where(Func<int, bool> isIn) => new([.. documents.Where((_, i) => isIn(i))], vocabulary);
}
