namespace Ppl.Examples.Tests;

public sealed class LdaCTests
{
    private const string Words = "apple\nboat\ncloud\n";

    [TestCase("2 0:3 2:1\n1 1:2\n0\n", TestName = "Lines as lda-c writes them")]
    [TestCase("2 0:3 2:1\r\n1  1:2 \r\n0\r\n\r\n", TestName = "Line ends of another system, spaces, blank lines at the end")]
    public void Documents_are_read_with_their_vocabulary(string text)
    {
        Corpus corpus = Read(text, Words);
        Assert.Multiple(() =>
        {
            Assert.That(corpus.Vocabulary, Is.EqualTo(new[] { "apple", "boat", "cloud" }));
            Assert.That(corpus.Documents.Select(document => document.Words), Is.EqualTo(new int[][] { [0, 2], [1], [] }));
            Assert.That(corpus.Documents.Select(document => document.Counts), Is.EqualTo(new int[][] { [3, 1], [2], [] }));
            Assert.That(corpus.Documents.Select(document => document.Tokens), Is.EqualTo(new[] { 4, 2, 0 }));
            Assert.That(corpus.Tokens, Is.EqualTo(6));
        });
    }

    [TestCase("PPL304", "documents, line 2: 3 words promised, 2 pairs found", "1 0:1\n3 0:1 1:2\n")]
    [TestCase("PPL304", "documents, line 1: 1 words promised, 2 pairs found", "1 0:1 1:2\n")]
    [TestCase("PPL304", "documents, line 1: 2 words promised, 0 pairs found", "2\n")]
    [TestCase("PPL303", "documents: line 2: \"boat:2\" is no pair", "1 0:1\n2 0:1 boat:2\n")]
    [TestCase("PPL303", "line 1: \"1:2:3\" is no pair", "1 1:2:3\n")]
    [TestCase("PPL303", "line 1: \"1:1.5\" is no pair", "1 1:1.5\n")]
    [TestCase("PPL303", "line 1: \"1\" is no pair", "1 1\n")]
    [TestCase("PPL303", "line 1: \"99999999999:1\" is no pair", "1 99999999999:1\n")]
    [TestCase("PPL303", "line 1: \"two\" is no number of words", "two 0:1 1:1\n")]
    [TestCase("PPL303", "line 1: \"-1\" is no number of words", "-1\n")]
    [TestCase("PPL303", "line 2: it is blank", "1 0:1\n\n1 0:1\n")]
    [TestCase("PPL303", "line 1: \"3:1\": the words of the vocabulary have the numbers 0 to 2", "1 3:1\n")]
    [TestCase("PPL303", "line 1: \"-1:1\": the words of the vocabulary have the numbers 0 to 2", "1 -1:1\n")]
    [TestCase("PPL303", "line 1: \"1:0\": a word that is there has a count of at least 1", "2 0:1 1:0\n")]
    [TestCase("PPL303", "line 1: \"1:4\": word 1 comes twice", "3 1:2 0:1 1:4\n")]
    [TestCase("PPL301", "documents: the file is empty", "\n")]
    [TestCase("PPL301", "documents: the documents have no words", "0\n0\n")]
    public void What_is_wrong_with_a_line_is_said_with_its_place(string code, string mistake, string text) =>
        Assert.That(() => Read(text, Words), Throws.TypeOf<PplException>().With.Message.StartsWith(code).And.Message.Contains(mistake).And.Message.Contains("hint: "));

    [Test]
    public void A_vocabulary_that_is_missing_or_empty_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["documents"], "1 0:1\n");
        Assert.That(() => LdaC.Read(folder["documents"], folder["none"]), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("none: no such file"));
        Assert.That(() => LdaC.Read(folder["documents"], folder.Path), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("a folder, not a file"));
        Assert.That(() => LdaC.Read(folder["none"], folder["documents"]), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("none: no such file"));
        Assert.That(() => Read("1 0:1\n", ""), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("vocabulary: the file is empty"));
    }

    private static Corpus Read(string text, string vocabulary)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["documents"], text);
        File.WriteAllText(folder["vocabulary"], vocabulary);
        return LdaC.Read(folder["documents"], folder["vocabulary"]);
    }
}
