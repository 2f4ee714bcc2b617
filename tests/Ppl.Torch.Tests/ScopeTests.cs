using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture, CountsTensors]
[NonParallelizable]
public sealed class ScopeTests
{
    [Test]
    public void A_scope_disposes_what_its_thread_made_in_it()
    {
        long before = Tensor.TotalCount;
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = ones(2) + 1;
            Assert.That(Tensor.TotalCount, Is.EqualTo(before + 2));
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(inside.IsInvalid);
    }

    [Test]
    public void A_scope_disposes_any_number_of_tensors()
    {
        long before = Tensor.TotalCount;
        using (DisposeScope scope = NewDisposeScope())
        {
            for (int i = 0; i < 1000; i++) zeros(1);
            Assert.That(scope.DisposablesCount, Is.EqualTo(1000));
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void A_tensor_moved_outwards_outlives_its_scope_and_dies_with_the_outer()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) moved = ones(2).MoveToOuterDisposeScope();
            Assert.That(moved.IsInvalid, Is.False);
        }
        Assert.That(moved.IsInvalid);
    }

    [Test]
    public void A_tensor_moved_out_of_the_outermost_scope_or_detached_belongs_to_nobody()
    {
        Tensor moved, detached;
        using (NewDisposeScope())
        {
            moved = ones(2).MoveToOuterDisposeScope();
            detached = ones(2).DetachFromDisposeScope();
        }
        Assert.That(moved.IsInvalid, Is.False);
        Assert.That(detached.IsInvalid, Is.False);
        moved.Dispose();
        detached.Dispose();
    }

    [Test]
    public void Disposing_removes_a_tensor_from_its_scope_and_twice_is_harmless()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = ones(1), middle = ones(1), last = ones(1);
        middle.Dispose();
        middle.Dispose();
        Assert.That(scope.DisposablesCount, Is.EqualTo(2));
        Assert.That(scope.DisposablesView, Is.EquivalentTo(new[] { first, last }));
        first.Dispose();
        last.Dispose();
        Assert.That(scope.DisposablesCount, Is.Zero);
    }

    [Test]
    public void A_disposed_tensor_refuses_every_use()
    {
        Tensor x = ones(2);
        x.Dispose();
        using Tensor y = ones(2);
        Assert.That(() => x.shape, Throws.InvalidOperationException);
        Assert.That(() => x + y, Throws.InvalidOperationException);
        Assert.That(() => y + x, Throws.InvalidOperationException);
        Assert.That(() => cat([y, x]), Throws.InvalidOperationException);
        Assert.That(() => y[x], Throws.InvalidOperationException);
        Assert.That(() => x.Handle, Throws.InvalidOperationException);
    }

    [Test]
    public void A_scope_is_its_threads_own()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(2));
        thread.Start();
        thread.Join();
        Assert.That(scope.DisposablesCount, Is.Zero);
        elsewhere!.Dispose();
    }

    [Test]
    public void A_tensor_may_be_disposed_on_another_thread()
    {
        long before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            Tensor x = ones(2);
            var thread = new Thread(x.Dispose);
            thread.Start();
            thread.Join();
            ones(2);
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Scopes_closed_out_of_order_dispose_their_own()
    {
        DisposeScope outer = NewDisposeScope();
        Tensor inOuter = ones(1);
        DisposeScope inner = NewDisposeScope();
        Tensor inInner = ones(1);
        outer.Dispose();
        Assert.That((inOuter.IsInvalid, inInner.IsInvalid), Is.EqualTo((true, false)));
        Assert.That(CurrentDisposeScope, Is.SameAs(inner));
        inner.Dispose();
        Assert.That(inInner.IsInvalid);
        Assert.That(CurrentDisposeScope, Is.Null);
    }

    [Test]
    public void A_dropped_tensor_is_freed_by_its_finalizer()
    {
        Collect();
        long before = Tensor.TotalCount;
        Drop();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before + 10));
        Collect();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));

        static void Collect()
        {
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Drop()
        {
            for (int i = 0; i < 10; i++) ones(4);
        }
    }

    [Test]
    public void In_place_operators_return_the_tensor_itself_but_zero_a_new_object()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2);
        Assert.That(x.add_(1), Is.SameAs(x));
        Assert.That(x.copy_(ones(2)), Is.SameAs(x));
        Assert.That(x.clamp_(0, 1), Is.SameAs(x));
        Tensor zeroed = x.zero_();
        Assert.That(zeroed, Is.Not.SameAs(x));
        Assert.That(x.sum().ToDouble(), Is.Zero);
    }
}
