using System.Runtime.CompilerServices;
using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A run that was cancelled or killed, and then resumed, makes the numbers of one that was not, to the last bit.</summary>
public sealed class CheckpointTests
{
    private static readonly McmcOptions Plain = new() { Chains = 2, Warmup = 30, Draws = 14, Threads = 1, Seed = 61, Kernel = new Nuts { MaxTreeDepth = 4 } };

    private TorchSharp.DisposeScope scope = null!;
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Begin() => (scope, folder) = (torch.NewDisposeScope(), new TemporaryFolder());

    [TearDown]
    public void End()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static IEnumerable<TestCaseData> Kernels() =>
    [
        Case("NUTS", Plain),
        Case("NUTS, dense", Plain with { Metric = MetricKind.Dense }),
        Case("a random walk", Plain with { Kernel = new RandomWalk() }),
        Case("HMC, and Gibbs", Plain with { Kernel = new Hmc(), Gibbs = ["z"] }),
        Case("blocks, and Gibbs", Plain with { Gibbs = ["z"], Blocks = [new(new RandomWalk(), "sigma"), new(new Nuts { MaxTreeDepth = 3 }, "mu") { Metric = MetricKind.Dense }] }),
    ];

    private McmcOptions Saving(McmcOptions options) => options with { Checkpoint = folder["run"], CheckpointSteps = 7 };

    [TestCaseSource(nameof(Kernels))]
    public void A_run_that_was_cancelled_goes_on(McmcOptions options)
    {
        McmcResult whole = new Mcmc(options).Run(Model, 1.0);
        foreach ((int threads, int step) in ((int, int)[])[(1, 17), (1, 37), (2, 17), (2, 37)])
        {
            McmcOptions here = Saving(options) with { Threads = threads };
            using var cancel = new CancellationTokenSource();
            var told = new Told(progress =>
            {
                if (progress is { Chain: 0 } && progress.Step == step) cancel.Cancel();
            });
            McmcResult part = new Mcmc(here).Run(Model, 1.0, progress: told, cancel: cancel.Token);
            Assert.That(part.IsCancelled);
            AssertSame(new Mcmc(here with { Resume = true }).Run(Model, 1.0), whole);
            Assert.That(Directory.GetFiles(folder.FullName), Is.EqualTo(new[] { folder["run"] }), "no temporary file stays");
        }
    }

    /// <summary>The file as it stands while chains run: of some nothing is known yet.</summary>
    [TestCaseSource(nameof(Kernels))]
    public void A_run_that_was_killed_goes_on(McmcOptions options)
    {
        McmcResult whole = new Mcmc(options).Run(Model, 1.0);
        foreach ((int chain, int step) in ((int, int)[])[(0, 20), (1, 18), (1, 39)])
        {
            var told = new Told(progress =>
            {
                if (progress.Chain == chain && progress.Step == step) File.Copy(folder["run"], folder["killed"], overwrite: true);
            });
            new Mcmc(Saving(options)).Run(Model, 1.0, progress: told);
            AssertSame(new Mcmc(options with { Checkpoint = folder["killed"], Resume = true, Threads = 2 }).Run(Model, 1.0), whole);
        }
    }

    [Test]
    public void A_run_that_is_over_goes_on_to_more_draws()
    {
        McmcOptions options = Saving(Plain) with { Resume = true };
        McmcResult first = new Mcmc(options).Run(Model, 1.0);
        AssertSame(new Mcmc(options).Run(Model, 1.0), first);
        AssertSame(new Mcmc(options with { Draws = 20 }).Run(Model, 1.0), new Mcmc(Plain with { Draws = 20 }).Run(Model, 1.0));
        Assert.That(() => new Mcmc(options).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains("20 draws of a chain, here 14"));
    }

    [Test]
    public void More_draws_of_a_run_are_resumed_too()
    {
        McmcResult first = new Mcmc(Plain).Run(Model, 1.0), whole = new Mcmc(Plain).Continue(first, Model, 1.0);
        using var cancel = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress is { Chain: 1, Step: 11 }) cancel.Cancel();
        });
        new Mcmc(Saving(Plain)).Continue(first, Model, 1.0, progress: told, cancel: cancel.Token);
        AssertSame(new Mcmc(Saving(Plain) with { Resume = true }).Continue(first, Model, 1.0), whole);
        Assert.That(() => new Mcmc(Saving(Plain) with { Resume = true }).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains("draws before"));
    }

    [Test]
    public void Chains_in_a_density_and_in_lockstep_are_resumed_too()
    {
        IDensity density = AnalyticDensity.Normal(1, 3);
        McmcResult whole = new Mcmc(Plain).Run(density);
        AssertSame(Interrupted(Plain, (mcmc, told, cancel) => mcmc.Run(density, progress: told, cancel: cancel)), whole);
        McmcOptions lockstep = Plain with { Vectorize = true };
        whole = new Mcmc(lockstep).Run(Model, 1.0);
        File.Delete(folder["run"]);
        AssertSame(Interrupted(lockstep, (mcmc, told, cancel) => mcmc.Run(Model, 1.0, progress: told, cancel: cancel)), whole);
    }

    [Test]
    public void Progress_counts_on()
    {
        var told = new Told();
        Interrupted(Plain, (mcmc, before, cancel) => mcmc.Run(Model, 1.0, progress: cancel.CanBeCanceled ? before : told, cancel: cancel));
        Assert.That(told.All.Where(progress => progress.Chain == 0).Select(progress => progress.Step), Is.EqualTo(Enumerable.Range(20, 25)));
        Assert.That(told.All.Where(progress => progress.Chain == 0).Count(progress => progress.IsWarmup), Is.EqualTo(11));
    }

    [Test]
    public void A_checkpoint_of_another_run_is_refused()
    {
        McmcOptions saved = Saving(Plain) with { Draws = 2 }, again = saved with { Resume = true };
        new Mcmc(saved).Run(Model, 1.0);
        Assert.That(() => new Mcmc(again with { Seed = 5 }).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains(folder["run"]).And.Message.Contains("seed"));
        Assert.That(() => new Mcmc(again with { Kernel = new Nuts { MaxTreeDepth = 5 } }).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains("depth 5"));
        Assert.That(() => new Mcmc(again with { Blocks = [new(new Hmc(), "mu")] }).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains("kernel 1"));
        Assert.That(() => new Mcmc(again).Run(Other, 1.0), Raises.Code("PPL309").With.Message.Contains("tau"));
        Assert.That(() => new Mcmc(again).Run(Model, 1.5), Raises.Code("PPL309").With.Message.Contains("other data?"));
        Assert.That(() => new Mcmc(again).Run(AnalyticDensity.Normal(1, 1)), Raises.Code("PPL309").With.Message.Contains("2 numbers"));
        AssertSame(new Mcmc(again).Run(Model, 1.0), new Mcmc(Plain with { Draws = 2 }).Run(Model, 1.0));
    }

    [Test]
    public void A_checkpoint_that_is_damaged_is_refused()
    {
        McmcOptions saved = Saving(Plain) with { Draws = 2 }, again = saved with { Resume = true };
        new Mcmc(saved).Run(Model, 1.0);
        byte[] bytes = File.ReadAllBytes(folder["run"]);
        File.WriteAllBytes(folder["run"], bytes[..^20]);
        Assert.That(() => new Mcmc(again).Run(Model, 1.0), Raises.Code("PPL302"));
        bytes[^5] ^= 1;
        File.WriteAllBytes(folder["run"], bytes);
        Assert.That(() => new Mcmc(again).Run(Model, 1.0), Raises.Code("PPL313"));
        var newer = new SavedState();
        newer.Add("mcmc version", 2);
        newer.Write(folder["run"]);
        Assert.That(() => new Mcmc(again).Run(Model, 1.0), Raises.Code("PPL310").With.Message.Contains("version 2"));
        var foreign = new SavedState();
        foreign.Add("step", 3);
        foreign.Write(folder["run"]);
        Assert.That(() => new Mcmc(again).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains(folder["run"]));
    }

    /// <summary>Every table of a chain that is not as long as the others, or that is not there, is seen before anything moves.</summary>
    [Test]
    public void A_checkpoint_that_contradicts_itself_is_refused()
    {
        McmcOptions options = Plain with { Chains = 1, Draws = 2, Checkpoint = folder["run"], Resume = true };
        new Mcmc(options).Run(Model, 1.0);
        SavedState good = SavedState.Read(folder["run"]);
        foreach (string name in good.Arrays.Where(name => name.StartsWith("chain 0/", StringComparison.Ordinal)))
        {
            var bad = new SavedState();
            foreach (string text in good.Texts.Except(["sha256", "format", "version"])) bad.Add(text, good.Text(text));
            foreach (string array in good.Arrays)
                if (array != name) bad.Add(array, good.Array(array));
                else bad.Add(array, new double[37]);
            bad.Write(folder["run"]);
            Assert.That(() => new Mcmc(options).Run(Model, 1.0), Raises.Code("PPL309").With.Message.Contains(folder["run"]), name);
        }
    }

    /// <summary>A file of each version that was ever written stays readable; with PPL_UPDATE_GOLDEN=1 a missing one is written.</summary>
    [Test]
    public void A_checkpoint_of_the_first_version_is_read()
    {
        string fixture = Fixture();
        if (Golden.IsUpdating && !File.Exists(fixture)) new Mcmc(Plain with { Checkpoint = fixture }).Run(AnalyticDensity.Normal(1, 3));
        File.Copy(fixture, folder["run"]);
        McmcResult back = new Mcmc(Plain with { Draws = 20, Checkpoint = folder["run"], Resume = true }).Run(AnalyticDensity.Normal(1, 3));
        SavedState saved = SavedState.Read(fixture);
        for (int chain = 0; chain < 2; chain++)
            Assert.That(back.Samples["position"].Values.Skip(chain * 40).Take(28), Is.EqualTo(saved.Part($"chain {chain}").Part("draws").Numbers("numbers")));
    }

    private static string Fixture([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Fixtures", "checkpoint-1.safetensors");

    [Test]
    public void Options_that_want_a_checkpoint_name_its_file()
    {
        Assert.That(() => new Mcmc(Plain with { Resume = true }).Run(Model, 1.0), Raises.Code("PPL314").With.Message.Contains("Resume"));
        Assert.That(() => new Mcmc(Plain with { CheckpointSteps = 3 }).Run(Model, 1.0), Raises.Code("PPL314").With.Message.Contains("CheckpointSteps"));
        Assert.That(() => new Mcmc(Plain with { Checkpoint = folder["no/such/folder"] }).Run(Model, 1.0), Raises.Code("PPL311"));
    }

    /// <summary>A run that is cancelled after 19 steps of chain 0, and goes on.</summary>
    private McmcResult Interrupted(McmcOptions options, Func<Mcmc, Told, CancellationToken, McmcResult> run)
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress is { Chain: 0, Step: 19 }) cancel.Cancel();
        });
        run(new Mcmc(Saving(options)), told, cancel.Token);
        return run(new Mcmc(Saving(options) with { Resume = true }), told, default);
    }

    private static void AssertSame(McmcResult actual, McmcResult expected)
    {
        Assert.That((actual.IsCancelled, actual.IsWarm), Is.EqualTo((expected.IsCancelled, expected.IsWarm)));
        Assert.That(Bits(actual), Is.EqualTo(Bits(expected)));
    }

    /// <summary>All that a result holds, as the bytes of its file.</summary>
    private static string Bits(McmcResult result)
    {
        using var folder = new TemporaryFolder();
        var state = new SavedState();
        result.Save(state);
        state.Write(folder["bits"]);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder["bits"])));
    }

    private static void Model(double y)
    {
        Tensor mu = Sample("mu", new Normal(0, 2)), sigma = Sample("sigma", new LogNormal(0, 1)), shift = Sample("shift", new Normal(0, 1));
        using Plate rows = Plate("rows", 2);
        Sample("y", new Normal(mu + (shift * Sample("z", new Bernoulli(0.4))), sigma), obs: torch.tensor(new[] { y, y + 2 }));
    }

    private static void Other(double y)
    {
        Tensor tau = Sample("tau", new LogNormal(0, 1));
        Sample("y", new Normal(Sample("mu", new Normal(0, 2)) + Sample("shift", new Normal(0, 1)), tau), obs: torch.tensor(y));
    }

    private static TestCaseData Case(string name, McmcOptions options) => new TestCaseData(options).SetArgDisplayNames(name);

    /// <summary>Hears at once: <see cref="Progress{T}"/> posts to others.</summary>
    private sealed class Told(Action<McmcProgress>? then = null) : IProgress<McmcProgress>
    {
        public System.Collections.Concurrent.ConcurrentQueue<McmcProgress> All { get; } = [];

        public void Report(McmcProgress value)
        {
            All.Enqueue(value);
            then?.Invoke(value);
        }
    }
}
