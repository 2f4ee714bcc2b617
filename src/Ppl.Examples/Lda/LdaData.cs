namespace Ppl.Examples;

/// <summary>Documents to learn from, and others, held out, of which one half is seen and the other foretold.</summary>
/// <param name="Training">The documents to learn from.</param>
/// <param name="Seen">A half of the tokens of each document that is held out.</param>
/// <param name="Hidden">The other half.</param>
/// <param name="Planted">The topics of documents that were drawn, [K, V]; null where they are not known.</param>
internal sealed record LdaData(Corpus Training, Corpus Seen, Corpus Hidden, double[][]? Planted)
{
    /// <summary>One document in so many is held out.</summary>
    public const int HeldOutShare = 5;

    /// <summary>So many documents to learn from, and a quarter as many more to hold out.</summary>
    public static LdaData Draw(int documents, int words, int length, int topics, Random random)
    {
        var planted = PlantedTopics.Draw(random, topics, words, documents + documents / (HeldOutShare - 1), length);
        return Of(planted.Corpus, planted.Topics, random);
    }

    /// <summary>Those of a file, without documents that have no word.</summary>
    public static LdaData Read(string file, string vocabulary, Random random)
    {
        Corpus corpus = LdaC.Read(file, vocabulary);
        return Of(new Corpus([.. corpus.Documents.Where(document => document.Tokens > 0)], corpus.Vocabulary), null, random);
    }

    private static LdaData Of(Corpus corpus, double[][]? planted, Random random)
    {
        (Corpus training, Corpus heldOut) = corpus.Split(corpus.Documents.Count / HeldOutShare, random);
        (Corpus seen, Corpus hidden) = heldOut.Halves(random);
        return new LdaData(training, seen, hidden, planted);
    }
}
