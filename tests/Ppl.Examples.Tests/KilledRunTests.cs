using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

/// <summary>A run that is killed goes on to the same numbers, to the last bit, as one that was not.</summary>
public sealed class KilledRunTests
{
    private const string Checkpoint = "checkpoint.safetensors", Temporary = Checkpoint + ".tmp", Parameters = "parameters.safetensors";

    private TemporaryFolder data = null!, whole = null!, killed = null!;

    [OneTimeSetUp]
    public void RunWhole()
    {
        (data, whole) = (IdxFiles.Folder(), new TemporaryFolder());
        using ChildProcess run = Start(whole);
        run.RequireSuccess();
    }

    [SetUp]
    public void MakeFolder() => killed = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => killed.Dispose();

    [OneTimeTearDown]
    public void DeleteFolders()
    {
        data.Dispose();
        whole.Dispose();
    }

    [Test]
    public void It_is_killed_inside_epochs()
    {
        Kill(lines: 2);
        Assert.That(killed.Contents(), Is.Empty, "the first epoch leaves nothing");
        Kill(lines: 6);
        Assert.That(killed.Contents().Keys, Does.Contain(Checkpoint));
        AssertResumes();
    }

    [Test]
    public void It_is_killed_while_it_writes_a_checkpoint()
    {
        int hits = 0;
        foreach ((bool isFirst, long bytes) in new[] { (true, 0L), (false, 0), (false, 1 << 20), (false, 8 << 20) })
        {
            using ChildProcess run = Start(killed, "--resume");
            run.KillWhen(() => (isFirst || File.Exists(killed[Checkpoint])) && new FileInfo(killed[Temporary]) is { Exists: true } file && file.Length >= bytes);
            hits += File.Exists(killed[Temporary]) ? 1 : 0;
        }
        Assert.That(hits, Is.Positive, "half a checkpoint was left");
        Assert.That(killed.Contents().Keys, Does.Contain(Checkpoint));
        AssertResumes();
    }

    [Test, Category("Slow")]
    public void It_is_killed_at_many_moments()
    {
        var random = new Random(1);
        for (int i = 0; i < 25; i++)
        {
            using ChildProcess run = Start(killed, "--resume");
            DateTime end = DateTime.UtcNow.AddSeconds(2 * random.NextDouble());
            run.KillWhen(() => DateTime.UtcNow > end);
        }
        AssertResumes();
    }

    private ChildProcess Start(TemporaryFolder output, params string[] more) =>
        new(["vae", "--data", data.Path, "--epochs", "4", "--batch", "8", "--hidden", "512,512", "--binarize", "dynamic", "--out", output.Path, .. more]);

    /// <summary>Kills a run after so many lines: there are ten for the whole of it, one a step at the most.</summary>
    private void Kill(int lines)
    {
        using ChildProcess run = Start(killed, "--resume");
        Assert.That(run.KillWhen(() => run.Output.Count >= lines), run.Errors);
    }

    private void AssertResumes()
    {
        using ChildProcess run = Start(killed, "--resume");
        run.RequireSuccess();
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Has.None.Contain("epoch 1/4"), "it does not begin anew");
            Assert.That(File.ReadAllBytes(killed[Parameters]), Is.EqualTo(File.ReadAllBytes(whole[Parameters])));
            Assert.That(Metrics(killed), Is.EqualTo(Metrics(whole)));
            Assert.That(killed.Contents().Keys, Is.EquivalentTo(whole.Contents().Keys), "no half file is left");
        });
    }

    private static string Metrics(TemporaryFolder folder)
    {
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(folder["metrics.json"]))!.AsObject();
        metrics.Remove("seconds");
        return metrics.ToJsonString();
    }
}
