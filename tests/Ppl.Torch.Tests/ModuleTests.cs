using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture, CountsTensors]
public sealed class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        public readonly Linear first = nn.Linear(2, 3);
        public readonly Parameter offset = new(zeros(3));
        private readonly Tensor count = zeros(1);

        public Net() : base("net") => RegisterComponents();

        public override Tensor forward(Tensor input) => first.call(input) + offset + count;
    }

    [Test]
    public void Fields_are_registered_by_kind_and_name()
    {
        using var net = new Net();
        Assert.That(net.named_parameters().Select(named => named.name), Is.EqualTo(new[] { "offset", "first.weight", "first.bias" }));
        Assert.That(net.named_buffers().Select(named => named.name), Is.EqualTo(new[] { "count" }));
        Assert.That(net.named_modules().Select(named => named.name), Is.EqualTo(new[] { "first" }));
        Assert.That(net.parameters().All(parameter => parameter is { requires_grad: true, is_leaf: true }));
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        public readonly nn.Module<Tensor, Tensor> encoder, decoder;
        public readonly Parameter scale;

        public Tied(Net shared) : base("tied")
        {
            (encoder, decoder, scale) = (nn.Sequential(shared), shared, shared.offset);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => decoder.call(encoder.call(input)) * scale;
    }

    [Test]
    public void What_two_fields_share_is_named_once_but_a_module_twice()
    {
        using var tied = new Tied(new Net());
        Assert.That(tied.named_parameters().Select(named => named.name), Is.EqualTo(new[] { "scale", "encoder.0.first.weight", "encoder.0.first.bias" }));
        Assert.That(tied.named_buffers().Select(named => named.name), Is.EqualTo(new[] { "encoder.0.count" }));
        Assert.That(tied.named_modules().Select(named => named.name), Is.EqualTo(new[] { "encoder", "decoder", "encoder.0", "encoder.0.first", "decoder.first" }));
    }

    [Test]
    public void Call_runs_hooks_and_forward_does_not()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new Net();
        int calls = 0;
        nn.HookableModule<Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover hook =
            net.register_forward_hook((_, _, result) => { calls++; return result + 1; });
        using Tensor x = ones(1, 2), plain = net.forward(x), hooked = net.call(x);
        Assert.That(calls, Is.EqualTo(1));
        Assert.That((hooked - plain).sum().ToDouble(), Is.EqualTo(3).Within(1e-5));
        hook.remove();
        net.call(x);
        Assert.That(calls, Is.EqualTo(1));
    }

    /// <summary>By hand: a kernel that adds a pixel's right neighbour, and the transpose that gives each pixel back to both.</summary>
    [Test]
    public void Convolutions_are_sums_over_neighbours()
    {
        using DisposeScope scope = NewDisposeScope();
        using Conv2d layer = nn.Conv2d(1, 1, kernel_size: 2, bias: false);
        using ConvTranspose2d transpose = nn.ConvTranspose2d(1, 1, kernel_size: 2, stride: 2, bias: false);
        Tensor kernel = tensor(new float[] { 1, 10, 0, 0 }).reshape(1, 1, 2, 2);
        using (no_grad())
        {
            layer.weight.copy_(kernel);
            transpose.weight.copy_(kernel);
        }
        Tensor image = tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(1, 1, 2, 3);
        Assert.That(layer.call(image).data<float>().ToArray(), Is.EqualTo(new float[] { 21, 32 }));
        Tensor larger = transpose.call(tensor(new float[] { 1, 2 }).reshape(1, 1, 1, 2));
        Assert.That(larger.shape, Is.EqualTo(new long[] { 1, 1, 2, 4 }));
        Assert.That(larger.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 10, 2, 20, 0, 0, 0, 0 }));
        Assert.That(transpose.forward(image, [5, 7]).shape, Is.EqualTo(new long[] { 1, 1, 5, 7 }));
    }

    [Test]
    public void Flatten_and_unflatten_are_inverse()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = arange(24, float32).reshape(2, 3, 2, 2), rows = nn.Flatten().call(images);
        Assert.That(rows.shape, Is.EqualTo(new long[] { 2, 12 }));
        Assert.That(nn.Unflatten(1, [3, 2, 2]).call(rows).Equals(images));
    }

    [Test]
    public void Zero_grad_gives_null_or_zeros()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new Net();
        net.call(ones(1, 2)).sum().backward();
        net.zero_grad(set_to_none: false);
        Assert.That(net.offset.grad!.abs().sum().ToDouble(), Is.Zero);
        net.zero_grad();
        Assert.That(net.offset.grad is null);
    }

    [Test]
    public void A_sequence_names_its_modules_by_position_and_keeps_only_its_result()
    {
        using var net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1));
        Assert.That(net.named_parameters().Select(named => named.name), Is.EqualTo(new[] { "0.weight", "0.bias", "2.weight", "2.bias" }));
        using Tensor x = ones(1, 2);
        long before = Tensor.TotalCount;
        using Tensor y = net.call(x);
        Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
    }

    [Test]
    public void Linear_starts_within_its_bound()
    {
        using Linear layer = nn.Linear(100, 50);
        using Tensor largest = layer.weight.abs().max();
        Assert.That(layer.weight.shape, Is.EqualTo(new long[] { 50, 100 }));
        Assert.That(largest.ToDouble(), Is.InRange(0.09, 0.1));
        using Linear bare = nn.Linear(2, 2, hasBias: false);
        Assert.That(bare.bias, Is.Null);
    }

    [Test]
    public void A_state_is_loaded_into_the_modules_own_tensors()
    {
        using var from = new Net();
        using var to = new Net();
        Parameter weight = to.first.weight;
        to.load_state_dict(from.state_dict());
        Assert.That(to.first.weight, Is.SameAs(weight));
        Assert.That(weight.Equals(from.first.weight));
        Assert.That(() => to.load_state_dict([]), Throws.InvalidOperationException);
    }

    [Test]
    public void Fields_made_in_a_scope_die_with_it_but_layers_keep_theirs()
    {
        Net net;
        using (NewDisposeScope()) net = new Net();
        Assert.That((net.offset.IsInvalid, net.first.weight.IsInvalid), Is.EqualTo((true, false)));
        net.Dispose();
    }

    [Test]
    public void A_layer_takes_its_tensors_out_of_an_open_scope_and_disposes_them()
    {
        long before = Tensor.TotalCount;
        Linear layer;
        using (NewDisposeScope()) layer = nn.Linear(2, 2);
        Assert.That(layer.weight.IsInvalid, Is.False);
        layer.Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void A_module_is_converted_in_place()
    {
        long before = Tensor.TotalCount;
        using (Net net = new Net().to(float64))
        {
            Assert.That(net.parameters().All(parameter => parameter is { dtype: ScalarType.Float64, requires_grad: true, is_leaf: true }));
            using DisposeScope scope = NewDisposeScope();
            Assert.That(net.call(ones([1, 2], dtype: float64)).dtype, Is.EqualTo(ScalarType.Float64));
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Train_and_eval_reach_every_module()
    {
        using var net = new Net();
        net.eval();
        Assert.That((net.training, net.first.training), Is.EqualTo((false, false)));
        net.train();
        Assert.That((net.training, net.first.training), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_parameter_takes_its_tensor_over()
    {
        Tensor data = ones(2);
        using var parameter = new Parameter(data);
        Assert.That(data.IsInvalid);
        Assert.That(parameter.requires_grad);
    }
}
