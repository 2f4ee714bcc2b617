using System.Diagnostics;

namespace Ppl.Examples.Tests;

public sealed class CommandLineTests
{
    [Test]
    public async Task The_list_names_every_example()
    {
        Shell shell = await Shell.Run("list");
        Assert.That(shell.ExitCode, Is.Zero);
        foreach (ExampleCommand example in CommandLine.Examples) Assert.That(shell.Output, Does.Contain(example.Name));
        Assert.That((await Shell.Run()).Output, Is.EqualTo(shell.Output));
    }

    [Test]
    public async Task Help_shows_the_options_of_an_example()
    {
        Shell shell = await Shell.Run("vae", "--help");
        Assert.That(shell.ExitCode, Is.Zero);
        foreach (string option in new[] { "--seed", "--out", "--quick", "--device", "--data", "--epochs", "--batch", "--learning-rate", "--latent", "--decoder", "--hidden", "--binarize", "--mnist-url", "--cache", "--resume",
            "--preset", "--encoder", "--channels", "--activation", "--likelihood", "--objective", "--particles", "--nll-samples" })
            Assert.That(shell.Output, Does.Contain(option));
    }

    [TestCase("gausian", "did you mean \"gaussian\"")]
    [TestCase("vea", "did you mean \"vae\"")]
    [TestCase("lst", "did you mean \"list\"")]
    public async Task An_unknown_example_offers_the_nearest_name(string name, string offer) =>
        (await Shell.Run(name, "--quick")).AssertFailure(2, "PPL314", offer);

    [TestCase("--batch -1 is out of range", "vae", "--batch", "-1")]
    [TestCase("--batch 0 is out of range", "vae", "--batch", "0")]
    [TestCase("--epochs 0 is out of range", "vae", "--epochs", "0")]
    [TestCase("--learning-rate -0.1 is out of range", "vae", "--learning-rate", "-0.1")]
    [TestCase("--latent 785 is out of range", "vae", "--latent", "785")]
    [TestCase("--steps 0 is out of range", "gaussian", "--steps", "0")]
    [TestCase("\"x\" is no width", "vae", "--hidden", "256,x")]
    [TestCase("write linear or ", "vae", "--decoder", "liner")]
    [TestCase("write slides or ", "vae", "--preset", "slide")]
    [TestCase("--channels are those of convolutions", "vae", "--channels", "16,32")]
    [TestCase("--channels are those of convolutions", "vae", "--preset", "conv", "--encoder", "mlp", "--decoder", "mlp", "--channels", "16")]
    [TestCase("\"\" is no width", "vae", "--preset", "conv", "--channels", "16,")]
    [TestCase("--likelihood normal is a density of greys", "vae", "--likelihood", "normal")]
    [TestCase("--likelihood continuous is a density of greys", "vae", "--preset", "iwae", "--likelihood", "continuous")]
    [TestCase("--likelihood normal is a density of greys", "vae", "--preset", "cifar10", "--binarize", "dynamic")]
    [TestCase("--particles 0 is out of range", "vae", "--particles", "0")]
    [TestCase("--nll-samples -1 is out of range", "vae", "--nll-samples", "-1")]
    [TestCase("write threshold or ", "vae", "--binarize", "treshold")]
    [TestCase("--batch many is no such number. Hint: write a number from 1 to 1000000.", "vae", "--batch", "many")]
    [TestCase("--seed -1 is no such number", "gaussian", "--seed", "-1")]
    [TestCase("--learning-rate NaN is out of range", "vae", "--learning-rate", "NaN")]
    [TestCase("'--epochs' expects a single argument", "vae", "--epochs", "3", "--epochs", "4")]
    [TestCase("--colour", "gaussian", "--colour")]
    [TestCase("--prior-sd 0 is out of range", "gaussian", "--prior-sd", "0")]
    [TestCase("--n 0 is out of range", "gaussian", "--n", "0")]
    [TestCase("write good or bad", "gaussian", "--prior", "god")]
    [TestCase("--prior and --prior-mean contradict each other", "gaussian", "--prior", "bad", "--prior-mean", "0")]
    [TestCase("--prior and --prior-scale contradict each other", "gaussian", "--prior", "good", "--prior-scale", "3")]
    [TestCase("--x and --n contradict each other", "gaussian", "--x", "x.csv", "--n", "10")]
    [TestCase("--x and --true-mean contradict each other", "gaussian", "--x", "x.csv", "--true-mean", "3")]
    [TestCase("--x and --true-sd contradict each other", "gaussian", "--x", "x.csv", "--true-sd", "2")]
    public async Task Wrong_arguments_end_with_exit_code_2_and_one_line(string mistake, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run([.. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [TestCase("eight-schools")]
    [TestCase("gaussian")]
    [TestCase("gmm")]
    [TestCase("hmm")]
    [TestCase("radon")]
    [TestCase("regression")]
    public async Task Examples_with_chains_take_an_engine_and_offer_the_nearest(string name)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run(name, "--engine", "trace", "--out", folder["out"])).AssertFailure(2, "PPL314", "--engine trace: no such value. Hint: write traced or ");
    }

    [Test]
    public async Task An_output_folder_that_cannot_be_written_ends_with_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        foreach (ExampleCommand example in CommandLine.Examples)
            (await Shell.Run(example.Name, "--quick", "--out", Path.Combine(folder["file"], "out"))).AssertFailure(1, "PPL311", "cannot be written");
    }

    private static IEnumerable<string> Names => CommandLine.Examples.Select(example => example.Name);

    [TestCaseSource(nameof(Names))]
    public async Task The_graph_of_an_example_is_written_in_three_languages(string name)
    {
        using var folder = new TemporaryFolder();
        Shell shell = await Shell.Run("graph", name, "--out", folder["graph"]);
        Assert.That(shell.ExitCode, Is.Zero, shell.Error);
        string Read(string ending) => File.ReadAllText(Path.Combine(folder["graph"], $"{name}.{ending}"));
        Assert.Multiple(() =>
        {
            Assert.That(Directory.GetFiles(folder["graph"]), Has.Length.EqualTo(3));
            Assert.That(Read("mmd"), Does.StartWith("flowchart TD\n").And.Contain(" --> "));
            Assert.That(Read("dot"), Does.StartWith("digraph model {\n").And.Contain(" -> "));
            Assert.That(System.Xml.Linq.XDocument.Parse(Read("svg")).Root!.Name.LocalName, Is.EqualTo("svg"));
            Assert.That(shell.Output, Does.Contain(" -> ").And.Contain($"{name}.svg"));
        });
    }

    [TestCase(2, "PPL314", "did you mean \"vae\"", "graph", "vea")]
    [TestCase(2, "PPL314", "argument", "graph")]
    [TestCase(2, "PPL314", "did you mean \"graph\"", "graf")]
    public async Task A_graph_of_nothing_ends_with_one_line(int exitCode, string code, string mistake, params string[] arguments) =>
        (await Shell.Run(arguments)).AssertFailure(exitCode, code, mistake);

    [Test]
    public async Task A_graph_that_cannot_be_written_ends_with_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        (await Shell.Run("graph", "gaussian", "--out", Path.Combine(folder["file"], "out"))).AssertFailure(1, "PPL311", "cannot be written");
    }

    [TestCase(400, "gaussian", "--steps", "1000000")]
    [TestCase(0, "vae", "--epochs", "100000")]
    public async Task A_run_that_is_cancelled_before_its_first_checkpoint_writes_nothing(int milliseconds, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var watch = Stopwatch.StartNew();
        (int exitCode, string error) = await Cancelled(arguments, folder, when: () => watch.ElapsedMilliseconds >= milliseconds);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(130));
            Assert.That(error, Is.EqualTo("cancelled: nothing was written"));
            Assert.That(folder.Contents(), Is.Empty);
        });
    }

    [Test]
    public async Task A_run_that_is_cancelled_later_says_where_the_checkpoint_is_and_how_to_go_on()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder["checkpoint.safetensors"];
        (int exitCode, string error) = await Cancelled(["vae", "--epochs", "100000"], folder, when: () => File.Exists(checkpoint));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(130));
            Assert.That(error, Does.StartWith($"cancelled: {checkpoint} holds what has been learnt").And.Contain("--resume"));
            Assert.That(folder.Contents().Keys, Is.EqualTo(new[] { "checkpoint.safetensors" }));
        });
    }

    private static async Task<(int ExitCode, string Error)> Cancelled(string[] arguments, TemporaryFolder folder, Func<bool> when)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var cancel = new CancellationTokenSource();
        // What is to be cancelled at once is cancelled before: on a busy machine a short epoch would be over first.
        if (when()) await cancel.CancelAsync();
        Task<int> run = CommandLine.Run([.. arguments, "--quick", "--out", folder.Path], output, error, cancel.Token);
        while (!when() && !run.IsCompleted) await Task.Delay(1);
        await cancel.CancelAsync();
        return (await run, error.ToString().TrimEnd());
    }

    public static IEnumerable<TestCaseData> BrokenData()
    {
        yield return Broken("PPL301", "no such folder", folder => Directory.Delete(folder.Path, recursive: true)).SetArgDisplayNames("missing folder");
        yield return Broken("PPL301", "the folder is empty", folder =>
        {
            foreach (string file in Directory.GetFiles(folder.Path)) File.Delete(file);
        }).SetArgDisplayNames("empty folder");
        yield return Broken("PPL302", "truncated", folder => Replace(folder, IdxFiles.Images(24)[..1000])).SetArgDisplayNames("truncated file");
        yield return Broken("PPL303", "magic number", folder => Replace(folder, new byte[100])).SetArgDisplayNames("wrong magic number");
        yield return Broken("PPL304", "25 images", folder => Replace(folder, IdxFiles.Images(25))).SetArgDisplayNames("counts that differ");
        yield return Broken("PPL305", "corrupt gzip", folder => Replace(folder, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xff, 500)]))
            .SetArgDisplayNames("corrupt archive");
        yield return Broken("PPL306", "14 x 56", folder => Replace(folder, IdxFiles.Images(24, 14, 56))).SetArgDisplayNames("another size");
    }

    private static TestCaseData Broken(string code, string mistake, Action<TemporaryFolder> breakIt) => new(code, mistake, breakIt);

    private static void Replace(TemporaryFolder folder, byte[] content) => File.WriteAllBytes(folder[IdxFiles.TrainImages], content);

    [TestCaseSource(nameof(BrokenData))]
    public async Task Broken_data_end_with_one_line_and_leave_earlier_outputs_as_they_were(string code, string mistake, object breakIt)
    {
        using TemporaryFolder data = IdxFiles.Folder(), output = new();
        File.WriteAllText(output["metrics.json"], "{}");
        File.WriteAllText(output["samples.png"], "earlier");
        IReadOnlyDictionary<string, string> before = output.Contents();
        ((Action<TemporaryFolder>)breakIt)(data);
        Shell shell = await Shell.Run("vae", "--data", data.Path, "--out", output.Path);
        if (!Directory.Exists(data.Path)) Directory.CreateDirectory(data.Path);
        shell.AssertFailure(1, code, mistake);
        Assert.That(output.Contents(), Is.EqualTo(before));
    }
}
