using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class AutogradTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void A_gradient_is_null_before_backward_and_adds_up_after()
    {
        Tensor x = tensor(3.0, requires_grad: true);
        Assert.That(x.grad is null);
        (x * x).backward();
        (x * x).backward();
        Assert.That(x.grad!.ToDouble(), Is.EqualTo(12));
        x.grad = null;
        Assert.That(x.grad is null);
    }

    [Test]
    public void Every_reading_of_a_gradient_is_a_new_object()
    {
        Tensor x = tensor(3.0, requires_grad: true);
        (2 * x).backward();
        Tensor first = x.grad!, second = x.grad!;
        Assert.That(first, Is.Not.SameAs(second));
        Assert.That(first.Equals(second));
    }

    [Test]
    public void Scalars_on_both_sides_differentiate()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        Assert.That(Gradient(1.0 / x, x), Is.EqualTo(-0.25));
        Assert.That(Gradient(1.0 - x, x), Is.EqualTo(-1));
        Assert.That(Gradient(3 * x, x), Is.EqualTo(3));
        Assert.That(Gradient(x / 4, x), Is.EqualTo(0.25));
        Assert.That(Gradient(x.pow(3), x), Is.EqualTo(12));
        Assert.That(Gradient(special.zeta(tensor(2.0), x), x), Is.EqualTo(-2 * special.zeta(tensor(3.0), tensor(2.0)).ToDouble()).Within(1e-14));
    }

    [Test]
    public void Intermediates_may_die_before_backward()
    {
        Tensor x = ones(3, requires_grad: true), loss;
        using (NewDisposeScope()) loss = (x.exp() * 2).sum().MoveToOuterDisposeScope();
        loss.backward();
        Assert.That(x.grad!.sum().ToDouble(), Is.EqualTo(6 * Math.E).Within(1e-5));
    }

    [Test]
    public void A_vector_needs_weights()
    {
        Tensor x = ones(2, requires_grad: true);
        Assert.That(() => (x * 2).backward(), Throws.TypeOf<ExternalException>());
        (x * 2).backward([tensor(new[] { 1f, 3f })]);
        Assert.That(x.grad!.data<float>().ToArray(), Is.EqualTo(new[] { 2f, 6f }));
    }

    [Test]
    public void Grad_gives_gradients_of_gradients()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        Tensor first = autograd.grad([x.pow(3)], [x], retain_graph: true, create_graph: true)[0];
        Assert.That(autograd.grad([first], [x])[0].ToDouble(), Is.EqualTo(12));
        Assert.That(x.grad is null);
    }

    [Test]
    public void The_gradient_of_an_unused_input_is_invalid_where_that_is_allowed()
    {
        Tensor x = tensor(2.0, requires_grad: true), unused = tensor(1.0, requires_grad: true);
        IList<Tensor> grads = autograd.grad([x * 2], [x, unused], allow_unused: true);
        Assert.That(grads[1], Is.Not.Null);
        Assert.That(grads[1].IsInvalid);
        Assert.That(() => autograd.grad([x * 2], [unused]), Throws.TypeOf<ExternalException>());
    }

    [Test]
    public void A_freed_graph_is_an_error()
    {
        Tensor x = tensor(2.0, requires_grad: true), y = x * x;
        y.backward();
        Assert.That(() => y.backward(), Throws.TypeOf<ExternalException>());
    }

    [Test]
    public void Modes_nest_and_belong_to_their_thread()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        using (no_grad())
        {
            Assert.That((x * 2).requires_grad, Is.False);
            using (enable_grad()) Assert.That((x * 2).requires_grad);
            bool elsewhere = false;
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            Assert.That((is_grad_enabled(), elsewhere), Is.EqualTo((false, true)));
        }
        Assert.That(is_grad_enabled());
        using (set_grad_enabled(false)) Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void A_leaf_is_changed_in_place_only_without_gradients()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        Assert.That(() => x.add_(1), Throws.TypeOf<ExternalException>());
        using (no_grad()) x.add_(1);
        Assert.That((x.ToDouble(), x.is_leaf, x.requires_grad), Is.EqualTo((3.0, true, true)));
    }

    [Test]
    public void Detached_shares_elements_and_no_graph()
    {
        Tensor x = ones(2, requires_grad: true), y = (x * 2).detach();
        Assert.That(y.requires_grad, Is.False);
        x.detach().fill_(4);
        Assert.That(x.sum().ToDouble(), Is.EqualTo(8));
    }

    private static double Gradient(Tensor of, Tensor at) => autograd.grad([of], [at])[0].ToDouble();
}
