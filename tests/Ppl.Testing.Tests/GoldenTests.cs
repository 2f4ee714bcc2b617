namespace Ppl.Testing.Tests;

public sealed class GoldenTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("golden").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void The_checked_in_text_passes() => Golden.Check("one\r\ntwo\r\n\r\n", "Two lines");

    [Test]
    public void Another_text_fails_and_its_first_line_that_differs_is_shown()
    {
        string path = Path.Combine(folder, "text.txt");
        File.WriteAllText(path, "one\ntwo\nthree\n");
        Assert.That(Failure(() => Golden.CheckFile("one\n2\n3", path)),
            Does.Contain("line 2\n  expected  two\n  actual    2").And.Contain("PPL_UPDATE_GOLDEN=1"));
    }

    [TestCase("one", "one\ntwo", "line 2\n  expected  (end of text)\n  actual    two")]
    [TestCase("one\ntwo", "one", "line 2\n  expected  two\n  actual    (end of text)")]
    public void A_text_that_is_longer_or_shorter_differs(string expected, string actual, string difference) =>
        Assert.That(Golden.Difference(expected, actual), Does.Contain(difference));

    [Test]
    public void A_missing_text_fails_and_the_new_one_is_shown()
    {
        string path = Path.Combine(folder, "missing.txt");
        Assert.That(Failure(() => Golden.CheckFile("new", path)), Does.Contain(path).And.Contain("new"));
        Assert.That(path, Does.Not.Exist);
    }

    private static string Failure(Action check)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            return Assert.Throws<AssertionException>(check)!.Message.ReplaceLineEndings("\n");
    }
}
