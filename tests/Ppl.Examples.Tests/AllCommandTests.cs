using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ppl.Examples.Tests;

public sealed class AllCommandTests
{
    private static FakeCommand Fake(string name, Action<ExampleRun>? act = null) => new(name, act ?? (_ => { }));

    [Test]
    public async Task Every_example_runs_in_a_folder_of_its_own_with_the_options_of_all()
    {
        using var folder = new TemporaryFolder();
        Shell shell = await Shell.Run([Fake("one"), Fake("two")], ["all", "--quick", "--seed", "18446744073709551615", "--out", folder.Path]);
        Assert.That(shell.ExitCode, Is.Zero, shell.Error);
        Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "index.html", "one/metrics.json", "one/report.html", "two/metrics.json", "two/report.html" }));
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(folder["two/metrics.json"]))!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(metrics["example"]!.GetValue<string>(), Is.EqualTo("two"));
            Assert.That(metrics["seed"]!.GetValue<ulong>(), Is.EqualTo(ulong.MaxValue));
            Assert.That(metrics["quick"]!.GetValue<bool>());
            Assert.That(metrics["device"]!.GetValue<string>(), Is.EqualTo("cpu"));
        });
    }

    [Test]
    public async Task It_ends_with_a_table_and_a_page_whose_links_lead_somewhere()
    {
        using var folder = new TemporaryFolder();
        Shell shell = await Shell.Run([Fake("one"), Fake("two")], ["all", "--out", folder.Path]);
        string page = File.ReadAllText(folder["index.html"]);
        string[] links = [.. Regex.Matches(page, "href=\"([^\"]*)\"").Select(link => link.Groups[1].Value)];
        Assert.Multiple(() =>
        {
            foreach (string name in new[] { "one", "two" })
                Assert.That(shell.Output, Does.Match($@"{name} +a figure, nats +-1\.25 +-1\.00, known +\d+\.\d +{Regex.Escape(Path.Combine(folder.Path, name, "report.html"))}"));
            Assert.That(links, Is.EqualTo(new[] { "one/report.html", "one/metrics.json", "two/report.html", "two/metrics.json" }));
            Assert.That(links, Has.All.Matches<string>(link => File.Exists(folder[link])));
            Assert.That(page, Does.Contain("2 of 2 examples").And.Contain("-1.25").And.Contain("-1.00, known").And.Contain("What one shows."));
        });
    }

    [Test]
    public async Task After_one_that_fails_the_next_runs_and_the_exit_code_tells()
    {
        using var folder = new TemporaryFolder();
        FakeCommand[] examples = [Fake("broken", _ => throw Error.NothingThere("a<b>.csv", "no such file", "name a file.")), Fake("odd", _ => throw new InvalidOperationException("two\nlines")), Fake("sound")];
        Shell shell = await Shell.Run(examples, ["all", "--out", folder.Path]);
        string page = File.ReadAllText(folder["index.html"]);
        Assert.Multiple(() =>
        {
            Assert.That(shell.ExitCode, Is.EqualTo(1));
            Assert.That(shell.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(2));
            Assert.That(shell.Error, Does.StartWith("broken: PPL301 ").And.Contain("\nodd: InvalidOperationException: two lines"));
            Assert.That(shell.Output, Does.Match("broken +failed: PPL301 ").And.Match(@"sound +a figure, nats +-1\.25"));
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "index.html", "sound/metrics.json", "sound/report.html" }));
            Assert.That(page, Does.Contain("1 of 3 examples").And.Contain("failed: PPL301").And.Contain("a&lt;b&gt;.csv").And.Not.Contain("a<b>").And.Not.Contain("broken/"));
        });
    }

    [Test]
    public async Task A_run_that_is_cancelled_starts_no_further_example_and_says_which_are_done()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        FakeCommand[] examples = [Fake("one"), Fake("broken", _ => throw new InvalidOperationException("no")), Fake("two", run =>
        {
            cancel.Cancel();
            run.Cancel.ThrowIfCancellationRequested();
        }), Fake("three", _ => Assert.Fail("it ran"))];
        Shell shell = await Shell.Run(examples, ["all", "--out", folder.Path], cancel.Token);
        Assert.Multiple(() =>
        {
            Assert.That(shell.ExitCode, Is.EqualTo(130));
            Assert.That(shell.Error, Does.EndWith($"cancelled: done and in {folder.Path}: one{Environment.NewLine}"));
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "one/metrics.json", "one/report.html" }));
        });
    }

    [Test]
    public async Task One_that_does_not_hear_the_cancellation_is_the_last_and_what_an_example_leaves_is_told()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        FakeCommand[] examples = [Fake("one", _ => cancel.Cancel()), Fake("two", _ => Assert.Fail("it ran"))];
        Assert.That((await Shell.Run(examples, ["all", "--out", folder.Path], cancel.Token)).Error, Is.EqualTo($"cancelled: done and in {folder.Path}: one{Environment.NewLine}"));
        Shell first = await Shell.Run([Fake("one", _ => throw new CancelledException("a checkpoint is there"))], ["all", "--out", folder.Path]);
        Assert.That(first.Error, Is.EqualTo($"cancelled: no example is done; one: a checkpoint is there{Environment.NewLine}"));
    }

    [Test]
    public async Task What_no_example_could_do_ends_at_once()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        FakeCommand[] examples = [Fake("one", _ => Assert.Fail("it ran"))];
        (await Shell.Run(examples, ["all", "--out", folder["file/out"]])).AssertFailure(1, "PPL311", "cannot be written");
        (await Shell.Run(examples, ["all", "--seed", "-1", "--out", folder["out"]])).AssertFailure(2, "PPL314", "--seed -1 is no such number");
        (await Shell.Run(examples, ["al"])).AssertFailure(2, "PPL314", "did you mean \"all\"");
        if (torch.cuda.is_available()) Assert.Ignore("there is such a device");
        (await Shell.Run(examples, ["all", "--device", "cuda", "--out", folder["out"]])).AssertFailure(2, "PPL314", "package provider");
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [Test, Category("Slow")]
    public async Task All_examples_run_quickly_one_after_another()
    {
        using var folder = new TemporaryFolder();
        Shell shell = await Shell.Run("all", "--quick", "--out", folder.Path);
        Assert.That(shell.ExitCode, Is.Zero, shell.Error);
        foreach (ExampleCommand example in CommandLine.Examples) Assert.That(folder.Contents().Keys, Has.Member($"{example.Name}/report.html").And.Member($"{example.Name}/metrics.json"));
    }
}
