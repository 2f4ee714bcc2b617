namespace Ppl.Examples;

/// <summary>Settings of <see cref="Lda"/>.</summary>
/// <param name="File">Documents in the format of lda-c; null for documents that the program draws.</param>
/// <param name="Vocabulary">The file of their words.</param>
/// <param name="Documents">To draw, to learn from.</param>
/// <param name="Words">In the vocabulary of documents that are drawn.</param>
/// <param name="Length">Of each document that is drawn, in tokens.</param>
/// <param name="Prior">How many topics, α and η.</param>
/// <param name="Methods">Which ways to go.</param>
/// <param name="Starts">Places from which each method begins; the best end counts.</param>
/// <param name="Scouting">Epochs of SVI from each start, before the best one is gone on with.</param>
/// <param name="Epochs">Epochs of SVI from there.</param>
/// <param name="Batch">Documents in a step; null for a tenth of them.</param>
/// <param name="LearningRate">Of Adam, before it falls.</param>
internal sealed record LdaOptions(
    string? File, string? Vocabulary, int Documents, int Words, int Length, TopicPrior Prior, IReadOnlyList<string> Methods, int Starts, int Scouting, int Epochs, int? Batch, double LearningRate)
{
    /// <summary>Documents in a step.</summary>
    public int BatchOf(long documents) => Batch ?? (int)((documents + 9) / 10);

    /// <summary>The documents to learn from, and those that are held out.</summary>
    /// <exception cref="PplException">PPL301, PPL303, PPL304: a file. PPL314: more topics than documents, or none to hold out.</exception>
    public LdaData ReadOrDraw(Random random)
    {
        LdaData data = File is null
            ? LdaData.Draw(Documents, Words, Length, Prior.Topics, random)
            : LdaData.Read(File, Vocabulary!, random);
        if (data.Hidden.Tokens == 0) throw Error.Options(
            FormattableString.Invariant($"--data {File}: of {data.Training.Documents.Count} documents none can be held out"), FormattableString.Invariant($"give at least {LdaData.HeldOutShare} documents of two words."));
        return data.Training.Documents.Count >= Prior.Topics ? data : throw Error.Options(
            FormattableString.Invariant($"--topics {Prior.Topics}: {data.Training.Documents.Count} documents to learn from are too few for so many topics"),
            "ask for fewer topics, or give more documents.");
    }
}
