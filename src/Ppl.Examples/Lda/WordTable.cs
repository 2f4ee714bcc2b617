using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Documents side by side, filled up to the longest: words, Int64, and how often each counts, [documents, places]; 0 where a document is filled up.</summary>
internal sealed record WordTable(Tensor Words, Tensor Counts) : IDataset<SomeDocuments>, IDisposable
{
    public long Count => Words.shape[0];

    public SomeDocuments Read(Tensor rows, Rng rng) => new(rows, Words.index_select(0, rows), Counts.index_select(0, rows));

    /// <summary>A place for each distinct word of a document.</summary>
    public static WordTable OfCounts(Corpus corpus, Rng rng) => Of(corpus.Documents, rng);

    /// <summary>A place for each token, which counts once.</summary>
    public static WordTable OfTokens(Corpus corpus, Rng rng) => Of([.. corpus.Documents.Select(Tokens)], rng);

    private static Document Tokens(Document document)
    {
        int[] words = [.. document.Words.Zip(document.Counts).SelectMany(pair => Enumerable.Repeat(pair.First, pair.Second))];
        return new Document(words, [.. words.Select(_ => 1)]);
    }

    private static WordTable Of(IReadOnlyList<Document> documents, Rng rng)
    {
        int places = documents.Max(document => document.Words.Length);
        long[] words = new long[documents.Count * places];
        double[] counts = new double[words.Length];
        for (int d = 0; d < documents.Count; d++)
            for (int i = 0; i < documents[d].Words.Length; i++)
                (words[d * places + i], counts[d * places + i]) = (documents[d].Words[i], documents[d].Counts[i]);
        return new WordTable(torch.tensor(words, [documents.Count, places], device: rng.Device), torch.tensor(counts, [documents.Count, places], device: rng.Device));
    }

    public void Dispose()
    {
        Words.Dispose();
        Counts.Dispose();
    }
}

/// <summary>Some rows of a <see cref="WordTable"/>, and which.</summary>
internal readonly record struct SomeDocuments(Tensor Rows, Tensor Words, Tensor Counts);
