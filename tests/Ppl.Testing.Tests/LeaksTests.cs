using System.Runtime.InteropServices;
using NUnit.Framework.Internal;

namespace Ppl.Testing.Tests;

/// <summary>The fixture has an argument, because a process of its own must find such a test too.</summary>
[NonParallelizable]
[TestFixture("with an (argument) = 1")]
public sealed class LeaksTests(string argument)
{
    [LeakTest]
    public void A_step_that_disposes_its_tensors_passes()
    {
        using Tensor a = torch.zeros([10]);
        using Tensor b = a + 1.0;
    }

    [LeakTest]
    public void A_step_under_a_scope_passes()
    {
        using var scope = torch.NewDisposeScope();
        Tensor sum = (torch.ones([10]) * 2.0).sum();
        Assert.That(sum.item<float>(), Is.EqualTo(20));
    }

    [Test]
    public void A_tensor_left_in_each_step_fails() =>
        Assert.That(Failure(() => Leaks.CheckSteps(() => torch.zeros([10]))), Does.Contain("Step 1 left 1 tensor(s) behind"));

    [Test]
    public void A_tensor_left_in_one_late_step_fails()
    {
        int step = 0;
        void LeakOnce()
        {
            using Tensor a = torch.zeros([10]);
            if (++step == 400) _ = a + 1.0;
        }
        Assert.That(Failure(() => Leaks.CheckSteps(LeakOnce)), Does.Contain("Step 350 left 1 tensor(s) behind"));
    }

    [Test]
    public void Tensors_that_are_made_in_the_warm_up_pass()
    {
        Tensor? moment = null;
        Leaks.CheckSteps(() => moment ??= torch.zeros([10]));
        moment!.Dispose();
    }

    [Test]
    public void The_smallest_native_block_left_in_each_step_fails()
    {
        if (!NativeHeap.IsMeasurable) Assert.Ignore("This C library has no mallinfo2.");
        Assert.That(Failure(() => Leaks.CheckSteps(() => Marshal.AllocHGlobal(1))), Does.Contain("native heap"));
    }

    [Test]
    public void Resident_memory_that_grows_fails() =>
        Assert.That(Failure(() => Leaks.CheckResidentMemory(LeakTouchedBytes, steps: 20_000, warmUp: 100)), Does.Contain("bytes a step"));

    [ResidentMemoryTest]
    public void Resident_memory_of_a_step_that_disposes_its_tensors_is_flat()
    {
        Assert.That(argument, Is.Not.Empty);
        A_step_under_a_scope_passes();
    }

    private static void LeakTouchedBytes() => Marshal.Copy(new byte[1_000], 0, Marshal.AllocHGlobal(1_000), 1_000);

    private static string Failure(Action check)
    {
        using (new TestExecutionContext.IsolatedContext())
            return Assert.Throws<AssertionException>(check)!.Message;
    }
}
