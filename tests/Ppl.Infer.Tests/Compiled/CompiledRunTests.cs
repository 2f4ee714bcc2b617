using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>The manners of runs in compiled densities: threads, more draws, files, and the other engine.</summary>
public sealed class CompiledRunTests
{
    private static readonly McmcOptions Plain = new() { Chains = 3, Warmup = 40, Draws = 20, Threads = 1, Seed = 71, Kernel = new Nuts { MaxTreeDepth = 5 }, Engine = Engine.Compiled };

    private TorchSharp.DisposeScope scope = null!;
    private (Tensor X, Tensor Y) data;

    [SetUp]
    public void Begin()
    {
        scope = torch.NewDisposeScope();
        data = (torch.tensor(Enumerable.Range(0, 40).Select(i => Math.Sin(1.3 * i)).ToArray(), [20L, 2L]), torch.tensor(Enumerable.Range(0, 20).Select(i => 2 * Math.Cos(2.1 * i)).ToArray()));
    }

    [TearDown]
    public void End() => scope.Dispose();

    [Test]
    public void The_draws_do_not_depend_on_the_threads()
    {
        McmcResult one = Run(Plain);
        foreach (int threads in (int[])[2, 3]) AssertSame(Run(Plain with { Threads = threads }), one);
    }

    [Test]
    public void Two_calls_give_the_draws_of_one()
    {
        McmcResult whole = Run(Plain with { Draws = 40 }), half = Run(Plain);
        AssertSame(new Mcmc(Plain).Continue(half, CompiledPrograms.Mixed, data), whole);
        using var folder = new TemporaryFolder();
        var state = new SavedState();
        half.Save(state);
        state.Write(folder["half"]);
        AssertSame(new Mcmc(Plain).Continue(McmcResult.Restore(SavedState.Read(folder["half"])), CompiledPrograms.Mixed, data), whole);
    }

    [Test]
    public void A_run_that_was_cancelled_goes_on()
    {
        using var folder = new TemporaryFolder();
        McmcOptions saving = Plain with { Checkpoint = folder["run"], CheckpointSteps = 7 };
        Interrupt(saving);
        AssertSame(Run(saving with { Resume = true }), Run(Plain));
    }

    /// <summary>Positions, steps and generators are the same for both. Densities differ in their last digits, which grow along a chain: its next draw agrees, a later one need not.</summary>
    [TestCase(Engine.Compiled, Engine.Traced), TestCase(Engine.Traced, Engine.Compiled)]
    public void A_run_goes_on_by_the_other_engine(Engine first, Engine second)
    {
        using var folder = new TemporaryFolder();
        McmcOptions saving = Plain with { Checkpoint = folder["run"], CheckpointSteps = 7, Engine = first };
        Interrupt(saving);
        Assert.That(Run(saving with { Resume = true, Engine = second }).Samples.Draws, Is.EqualTo(Run(Plain).Samples.Draws));
        McmcResult begun = Run(Plain with { Engine = first });
        McmcResult GoOn(Engine engine) => new Mcmc(Plain with { Draws = 1, Engine = engine }).Continue(begun, CompiledPrograms.Mixed, data);
        AssertClose(GoOn(second).Samples, GoOn(first).Samples, 1e-6);
    }

    [Test]
    public void A_checkpoint_of_another_program_is_refused()
    {
        using var folder = new TemporaryFolder();
        McmcOptions saving = Plain with { Checkpoint = folder["run"] };
        new Mcmc(saving).Run(CompiledPrograms.Mean, data.Y);
        Assert.That(() => new Mcmc(saving with { Resume = true }).Run(CompiledPrograms.Odds, (data.Y, (data.Y > 0).to(torch.float64))), Raises.Code("PPL309").With.Message.Contains("slope"));
    }

    [Test]
    public void Modes_and_approximations_are_those_of_the_traced_density()
    {
        MapOptions compiled = new() { Engine = Engine.Compiled, Seed = 3 }, traced = compiled with { Engine = Engine.Traced };
        MapResult mode = new Map(compiled).Run(CompiledPrograms.Mixed, data), expected = new Map(traced).Run(CompiledPrograms.Mixed, data);
        Assert.That(mode.LogDensity, Is.EqualTo(expected.LogDensity).Within(1e-9));
        AssertClose(mode.Samples, expected.Samples, 1e-5);     // a search ends where the gradient is small
        LaplaceResult normal = new LaplaceApproximation(new LaplaceOptions { Map = compiled }).Run(CompiledPrograms.Mixed, data);
        LaplaceResult expectedNormal = new LaplaceApproximation(new LaplaceOptions { Map = traced }).Run(CompiledPrograms.Mixed, data);
        Assert.That(normal.Normal.Covariance(), Is.EqualTo(expectedNormal.Normal.Covariance()).Within(1e-4));
        Assert.That(normal.Importance.LogEvidence, Is.EqualTo(expectedNormal.Importance.LogEvidence).Within(1e-3));
        PathfinderOptions path = new() { Engine = Engine.Compiled, Seed = 3 };
        PathfinderResult paths = new Pathfinder(path).Run(CompiledPrograms.Mixed, data), expectedPaths = new Pathfinder(path with { Engine = Engine.Traced }).Run(CompiledPrograms.Mixed, data);
        Assert.That(paths.Importance.LogEvidence, Is.EqualTo(expectedPaths.Importance.LogEvidence).Within(3 * (paths.Importance.LogEvidenceError + expectedPaths.Importance.LogEvidenceError)));
    }

    [Test]
    public void Clones_on_threads_of_their_own_have_the_same_values()
    {
        using ProgramDensity density = ProgramDensity.Of(CompiledPrograms.Mixed, data, Engine.Compiled);
        double[][] points = [.. Enumerable.Range(0, 500).Select(i => Enumerable.Range(0, density.Dimension).Select(k => Math.Sin(i + (3.1 * k))).ToArray())];
        (double, double[])[] Evaluated(ProgramDensity own) =>
        [
            .. points.Select(point =>
            {
                double[] slope = new double[own.Dimension];
                return (own.Evaluate(point, slope), slope);
            }),
        ];
        (double Value, double[] Slope)[] expected = Evaluated(density);
        ProgramDensity[] clones = [density.Clone(), density.Clone(), density];
        var actual = new (double Value, double[] Slope)[clones.Length][];
        Parallel.For(0, clones.Length, i => actual[i] = Evaluated(clones[i]));
        foreach ((double Value, double[] Slope)[] all in actual)
        {
            Assert.That(all.Select(one => one.Value), Is.EqualTo(expected.Select(one => one.Value)));
            Assert.That(all.SelectMany(one => one.Slope), Is.EqualTo(expected.SelectMany(one => one.Slope)));
        }
    }

    [Test]
    public void Evaluating_allocates_nothing()
    {
        using ProgramDensity density = ProgramDensity.Of(CompiledPrograms.Mixed, data, Engine.Compiled);
        double[] point = new double[density.Dimension], slope = new double[density.Dimension];
        density.Evaluate(point, slope);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) density.Evaluate(point, slope);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private McmcResult Run(McmcOptions options) => new Mcmc(options).Run(CompiledPrograms.Mixed, data);

    private void Interrupt(McmcOptions options)
    {
        using var cancel = new CancellationTokenSource();
        McmcResult part = new Mcmc(options).Run(CompiledPrograms.Mixed, data, progress: new Listener(progress =>
        {
            if (progress is { Chain: 1, Step: 33 }) cancel.Cancel();
        }), cancel: cancel.Token);
        Assert.That(part.IsCancelled);
    }

    private static void AssertSame(McmcResult actual, McmcResult expected)
    {
        Assert.That((actual.Engine, actual.IsWarm), Is.EqualTo((expected.Engine, expected.IsWarm)));
        foreach (Draws draws in expected.Samples) Assert.That(actual.Samples[draws.Name].Values, Is.EqualTo(draws.Values), draws.Name);
    }

    private static void AssertClose(Samples actual, Samples expected, double tolerance)
    {
        Assert.That(actual.Select(draws => draws.Name), Is.EqualTo(expected.Select(draws => draws.Name)));
        foreach (Draws draws in expected) Assert.That(actual[draws.Name].Values, Is.EqualTo(draws.Values).Within(tolerance), draws.Name);
    }

    private sealed class Listener(Action<McmcProgress> then) : IProgress<McmcProgress>
    {
        public void Report(McmcProgress value) => then(value);
    }
}
