namespace Ppl.Examples.Tests;

public sealed class OutputFolderTests
{
    [Test]
    public void Files_appear_at_the_end_only_and_replace_earlier_ones()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.txt"], "earlier");
        OutputFolder output = OutputFolder.Prepare(folder.Path);
        output.Add("a.txt", "later"u8.ToArray());
        output.Add("b.txt", "new"u8.ToArray());
        Assert.That(File.ReadAllText(folder["a.txt"]), Is.EqualTo("earlier"));
        Assert.That(output.Commit(), Is.EqualTo(new[] { folder["a.txt"], folder["b.txt"] }));
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(folder["a.txt"]), Is.EqualTo("later"));
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "a.txt", "b.txt" }));
        });
    }

    [Test]
    public void A_run_that_writes_nothing_leaves_no_folder()
    {
        using var folder = new TemporaryFolder();
        OutputFolder output = OutputFolder.Prepare(Path.Combine(folder.Path, "a", "b"));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
        output.Add("file", [1]);
        Assert.That(output.Commit(), Is.EqualTo(new[] { Path.Combine(folder.Path, "a", "b", "file") }));
        Assert.That(File.Exists(output.PathOf("file")), Is.True);
    }

    [Test]
    public void A_folder_below_a_file_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        PplException error = Assert.Throws<PplException>(() => OutputFolder.Prepare(Path.Combine(folder["file"], "out")))!;
        Assert.That(error.Code, Is.EqualTo("PPL311"));
    }

    [Test]
    public void A_failed_commit_leaves_no_temporary_files()
    {
        using var folder = new TemporaryFolder();
        OutputFolder output = OutputFolder.Prepare(folder.Path);
        output.Add("a.txt", [1]);
        output.Add(Path.Combine("missing", "b.txt"), [2]);
        Assert.That(Assert.Throws<PplException>(() => output.Commit())!.Code, Is.EqualTo("PPL311"));
        Assert.That(folder.Contents(), Is.Empty);
    }
}
