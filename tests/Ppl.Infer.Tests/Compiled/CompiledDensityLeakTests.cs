using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Densities that are compiled and dropped leave no tensor and no memory behind: neither their code nor their graphs, nor a program's data.</summary>
[NonParallelizable]
public sealed class CompiledDensityLeakTests
{
    private readonly (Tensor X, Tensor Y) data = (torch.ones([20, 2], torch.float64), torch.arange(20, torch.float64));
    private readonly double[] slope = new double[6];

    [OneTimeTearDown]
    public void Free()
    {
        data.X.Dispose();
        data.Y.Dispose();
    }

    [Test]
    public void A_density_that_was_dropped_is_collected()
    {
        WeakReference[] dropped = [.. Enumerable.Range(0, 20).Select(_ => Dropped())];
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.That(dropped.Count(reference => reference.IsAlive), Is.LessThanOrEqualTo(1), "the last may still be on the stack");
    }

    [Test]
    public void A_density_leaves_no_tensor_behind()
    {
        Once();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 20; i++) Once();
        Assert.That(Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    [ResidentMemoryTest(Steps = 10_000, WarmUp = 2_000)]
    public void Memory_stays_flat() => Once();

    /// <summary>Whatever is allocated in each leapfrog takes at least 24 bytes: deeper trees may cost less than that. Other threads of the process only add, so the least of several runs counts.</summary>
    [Test]
    public void Leapfrogs_allocate_nothing()
    {
        ((long bytes, double steps), (long moreBytes, double moreSteps)) = (Least(depth: 2), Least(depth: 8));
        Assert.That(moreSteps - steps, Is.GreaterThan(500));
        Assert.That((moreBytes - bytes) / (moreSteps - steps), Is.LessThan(24));
    }

    private (long Bytes, double Steps) Least(int depth) => Enumerable.Range(0, 4).Select(_ => Run(depth)).MinBy(run => run.Bytes);

    private (long Bytes, double Steps) Run(int depth)
    {
        // Small steps, so that trees grow as deep as they may.
        McmcOptions options = new() { Chains = 1, Threads = 1, Warmup = 300, Draws = 60, TargetAcceptance = 0.999, Kernel = new Nuts { MaxTreeDepth = depth }, Engine = Engine.Compiled, Seed = 5 };
        long before = GC.GetTotalAllocatedBytes(precise: true);
        McmcResult result = new Mcmc(options).Run(CompiledPrograms.Mixed, data);
        return (GC.GetTotalAllocatedBytes(precise: true) - before, result.Statistics.Leapfrogs.Sum(chain => chain.Sum()));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference Dropped() => new(Made());

    private void Once() => Made();

    private ProgramDensity Made()
    {
        using ProgramDensity density = ProgramDensity.Of(CompiledPrograms.Mixed, data, Engine.Compiled);
        density.Evaluate(new double[density.Dimension], slope.AsSpan(0, density.Dimension));
        return density;
    }
}
