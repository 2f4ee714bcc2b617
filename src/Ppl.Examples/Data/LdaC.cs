using System.Globalization;

namespace Ppl.Examples;

/// <summary>
/// The format of lda-c: a line <c>M word:count word:count …</c> for each document, where M is the number of its distinct words and a word its place in the
/// vocabulary, from 0; and a file with a word on each line.
/// </summary>
internal static class LdaC
{
    private const string Hint = "write \"M word:count word:count …\" in each line, M pairs of whole numbers, each word once.";

    /// <summary>Reads both files.</summary>
    /// <exception cref="PplException">
    /// PPL301: a file is missing, or there is nothing in it. PPL303: a line is no such line, a word is not in the vocabulary or comes twice, a count is not positive.
    /// PPL304: there are more or fewer pairs in a line than it says.
    /// </exception>
    public static Corpus Read(string path, string vocabularyPath)
    {
        string[] lines = Lines(path, "name a file of documents, in the format of lda-c.");
        string[] vocabulary = Lines(vocabularyPath, "name the vocabulary of the documents, a file with a word on each line.");
        var corpus = new Corpus([.. lines.Select((line, i) => Parse(path, i + 1, line, vocabulary.Length))], vocabulary);
        return corpus.Tokens > 0 ? corpus : throw Error.NothingThere(path, "the documents have no words", Hint);
    }

    private static Document Parse(string path, int line, string text, int vocabulary)
    {
        string[] cells = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length == 0 || !IsWhole(cells[0], out int count) || count < 0) throw Wrong(cells.Length == 0 ? "it is blank" : $"\"{cells[0]}\" is no number of words");
        if (cells.Length - 1 != count) throw Error.PairsDiffer(path, line, count, cells.Length - 1);
        int[] words = new int[count], counts = new int[count];
        HashSet<int> seen = [];
        for (int i = 0; i < count; i++)
        {
            string pair = cells[i + 1];
            string[] parts = pair.Split(':');
            if (parts.Length != 2 || !IsWhole(parts[0], out words[i]) || !IsWhole(parts[1], out counts[i])) throw Wrong($"\"{pair}\" is no pair of a word's number and its count");
            if (words[i] < 0 || words[i] >= vocabulary) throw Wrong($"\"{pair}\": the words of the vocabulary have the numbers 0 to {vocabulary - 1}");
            if (counts[i] < 1) throw Wrong($"\"{pair}\": a word that is there has a count of at least 1");
            if (!seen.Add(words[i])) throw Wrong($"\"{pair}\": word {words[i]} comes twice");
        }
        return new Document(words, counts);

        PplException Wrong(string mistake) => Error.WrongFormat(path, FormattableString.Invariant($"line {line}: {mistake}"), Hint);
    }

    private static bool IsWhole(string text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>The lines up to the last that is not blank.</summary>
    private static string[] Lines(string path, string hint)
    {
        try
        {
            string[] lines = File.ReadAllLines(path);
            int count = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line)) + 1;
            return count > 0 ? lines[..count] : throw Error.NothingThere(path, "the file is empty", hint);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Error.NothingThere(path, Directory.Exists(path) ? "a folder, not a file" : File.Exists(path) ? "cannot be read" : "no such file", hint, cause);
        }
    }
}
