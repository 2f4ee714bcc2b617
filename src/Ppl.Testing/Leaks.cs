using NUnit.Framework;

namespace Ppl.Testing;

/// <summary>The three instruments that show whether a repeated step leaves native memory behind (<c>docs/lifetimes.md</c>, law 7).</summary>
public static class Leaks
{
    /// <summary>The smallest block that malloc hands out takes 32 bytes: a block lost in every step cannot stay below half of that.</summary>
    private const double BytesPerStep = 16;

    /// <summary>A tensor without data takes more than twice this.</summary>
    private const double ResidentBytesPerStep = 100;

    private const int Windows = 3;

    /// <summary>Fails if a step leaves a tensor behind, or if the native heap grows.</summary>
    /// <remarks>
    /// <para>Tensors: <c>Tensor.TotalCount</c> after each step is at most what it was before; what only a finalizer would release counts as left behind.</para>
    /// <para>Native heap: of three runs of <paramref name="steps"/> steps, the one in which glibc's <c>mallinfo2</c> grows least grows by less than
    /// half of malloc's smallest block a step. Set <c>TieredCompilation</c> to false in the test project: else the JIT compiler, which takes its
    /// memory from that heap, goes on with its work for many thousand steps. Outside glibc this part is skipped, and the test is marked so.</para>
    /// <para>Both counters belong to the whole process: nothing else may run meanwhile.</para>
    /// </remarks>
    /// <param name="step">One step of an engine.</param>
    /// <param name="steps">How many steps are measured.</param>
    /// <param name="warmUp">How many steps come first: those in which parameters, optimizer state and caches are made.</param>
    public static void CheckSteps(Action step, int steps = 500, int warmUp = 50)
    {
        Repeat(step, warmUp);
        CollectGarbage();
        CheckTensors(step, steps);
        if (!NativeHeap.IsMeasurable) Assert.Ignore("No tensor is left behind. The native heap was not measured: this C library has no mallinfo2 (glibc 2.33 or later).");
        CheckNativeHeap(step, steps);
    }

    /// <summary>Fails unless resident memory stays flat. Wants a process of its own (<see cref="ResidentMemoryTestAttribute"/>).</summary>
    /// <remarks>Twenty-one readings, each after a garbage collection: the median of the last seven is compared with that of the first seven.
    /// The allowance is half of what a tensor without data takes, for each step between them.</remarks>
    /// <param name="step">One step of an engine.</param>
    /// <param name="steps">How many steps are measured.</param>
    /// <param name="warmUp">How many steps come first: the allocators' pools and the garbage collector's budgets settle slowly.</param>
    public static void CheckResidentMemory(Action step, int steps = 20_000, int warmUp = 5_000)
    {
        const int readings = 21, ends = 7;
        Repeat(step, warmUp);
        var resident = new double[readings];
        for (int i = 0; i < readings; i++)
        {
            if (i > 0) Repeat(step, steps / (readings - 1));
            resident[i] = ReadResidentBytes();
        }
        double growth = Median(resident[^ends..]) - Median(resident[..ends]);
        double stepsBetween = steps * (readings - ends) / (readings - 1.0);
        string text = $"resident memory: {resident[0] / 1e6:F1} MB at first, {resident[^1] / 1e6:F1} MB at last; {growth / stepsBetween:F1} bytes a step";
        TestContext.Out.WriteLine(text);
        Assert.That(growth / stepsBetween, Is.LessThan(ResidentBytesPerStep), text);
    }

    private static void CheckTensors(Action step, int steps)
    {
        long least = Tensor.TotalCount;
        for (int i = 0; i < steps; i++)
        {
            step();
            long count = Tensor.TotalCount;
            if (count > least) Assert.Fail($"Step {i + 1} left {count - least} tensor(s) behind.");
            least = count;
        }
    }

    private static void CheckNativeHeap(Action step, int steps)
    {
        double least = double.PositiveInfinity;
        for (int window = 0; window < Windows && least >= BytesPerStep; window++)
        {
            CollectGarbage();
            long before = NativeHeap.BytesInUse();
            Repeat(step, steps);
            CollectGarbage();
            least = Math.Min(least, (NativeHeap.BytesInUse() - before) / (double)steps);
        }
        Assert.That(least, Is.LessThan(BytesPerStep), "bytes by which the native heap grows in a step");
    }

    private static double ReadResidentBytes()
    {
        CollectGarbage();
        return Environment.WorkingSet;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Repeat(Action step, int times)
    {
        for (int i = 0; i < times; i++) step();
    }

    private static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
