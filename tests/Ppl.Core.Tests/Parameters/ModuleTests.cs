using Ppl.Handlers;
using Ppl.Testing;
using TorchSharp.Modules;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Weights of torch modules as parameters.</summary>
public sealed class ModuleTests
{
    [Test]
    public void Weights_are_named_by_the_modules_name_and_their_path()
    {
        using Sequential module = Network();
        using ParamStore store = Bound(module, seed: 1);
        Assert.That(store.Select(parameter => parameter.Name), Is.EqualTo(new[] { "net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias" }));
    }

    [Test]
    public void The_leaf_is_the_modules_own_weight_and_stays_with_the_module()
    {
        using Linear module = torch.nn.Linear(3, 2);
        ParamStore store = Bound(module, seed: 1);
        Assert.That(store["net.weight"].Unconstrained, Is.SameAs(module.weight));
        store.Dispose();
        Assert.That(module.weight.IsInvalid, Is.False);
    }

    /// <summary>U(-b, b) with b = 1/√in: 2,000 weights lie within b, their extremes within 1 % of it (a miss has probability 2 · 0.995^2000, below 1e-4), on one fixed seed.</summary>
    [Test]
    public void Fresh_weights_follow_PyTorchs_formula()
    {
        using Linear module = torch.nn.Linear(25, 80);
        using ParamStore store = Bound(module, seed: 7);
        double[] weights = TensorText.ToDoubles(module.weight);
        Assert.That(weights, Has.All.InRange(-0.2, 0.2));
        Assert.That((weights.Min(), weights.Max()), Is.EqualTo((-0.2, 0.2)).Using<(double, double)>(
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.002 && Math.Abs(a.Item2 - b.Item2) < 0.002));
        Assert.That(TensorText.ToDoubles(module.bias!), Is.All.InRange(-0.2, 0.2));
        Assert.That(TensorText.ToDoubles(module.bias!), Is.Unique);
    }

    /// <summary>Both a convolution and its transpose take b = 1/√n with n = 4 · 3 · 3, their weight's elements beyond the first dim.</summary>
    [Test]
    public void So_do_those_of_convolutions()
    {
        foreach (Convolution module in new Convolution[] { torch.nn.Conv2d(4, 60, kernel_size: 3), torch.nn.ConvTranspose2d(60, 4, kernel_size: 3) })
        {
            using (module)
            using (ParamStore store = Bound(module, seed: 7))
            {
                double[] weights = TensorText.ToDoubles(module.weight);
                Assert.That(weights, Has.All.InRange(-1 / 6.0, 1 / 6.0));
                Assert.That(weights.Max() - weights.Min(), Is.EqualTo(1 / 3.0).Within(0.01));
                Assert.That(TensorText.ToDoubles(module.bias!), Has.All.InRange(-1 / 6.0, 1 / 6.0));
            }
        }
    }

    [Test]
    public void One_seed_gives_one_set_of_weights_and_another_another()
    {
        double[] Weights(ulong seed)
        {
            using Sequential module = Network();
            using ParamStore store = Bound(module, seed);
            return [.. store.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained))];
        }
        double[] once = Weights(5), again = Weights(5), other = Weights(6);
        Assert.That(again, Is.EqualTo(once));
        Assert.That(other, Is.Not.EqualTo(once));
    }

    [Test]
    public void Weights_are_kept_where_that_is_asked_for()
    {
        using Linear module = torch.nn.Linear(3, 2);
        double[] before = TensorText.ToDoubles(module.weight);
        using ParamStore store = Bound(module, seed: 1, keepWeights: true);
        Assert.That(TensorText.ToDoubles(module.weight), Is.EqualTo(before));
    }

    [Test]
    public void Weights_are_initialised_once()
    {
        using Linear module = torch.nn.Linear(3, 2);
        using ParamStore store = Bound(module, seed: 1);
        double[] before = TensorText.ToDoubles(module.weight);
        using (new BindParams(store).Enter()) Module("net", module);
        Assert.That(TensorText.ToDoubles(module.weight), Is.EqualTo(before));
    }

    [Test]
    public void Outside_an_engine_a_module_is_left_as_it_is()
    {
        using Linear module = torch.nn.Linear(3, 2);
        double[] before = TensorText.ToDoubles(module.weight);
        Assert.That(Module("net", module), Is.SameAs(module));
        Assert.That(TensorText.ToDoubles(module.weight), Is.EqualTo(before));
    }

    [Test]
    public void A_modules_own_parameters_start_as_the_module_made_them()
    {
        using var module = new Shift();
        using ParamStore store = Bound(module, seed: 1);
        Assert.That((double)store["net.amount"].Constrained(), Is.EqualTo(3));
        Assert.That(store.Select(parameter => parameter.Name), Is.EquivalentTo(new[] { "net.amount", "net.layer.weight", "net.layer.bias" }));
    }

    [Test]
    public void A_torch_layer_whose_formula_is_not_known_is_PPL013_unless_its_weights_are_kept()
    {
        using var module = new Unknown();
        Assert.That(() => Bound(module, seed: 1), Raises.Code("PPL013").With.Message.Contains("Unknown").And.Message.Contains("keepWeights: true"));
        using ParamStore store = Bound(module, seed: 1, keepWeights: true);
        Assert.That((double)store["net.weight"].Constrained(), Is.EqualTo(1));
    }

    [Test]
    public void Another_module_under_the_same_name_is_PPL017()
    {
        using Linear module = torch.nn.Linear(3, 2), other = torch.nn.Linear(3, 2);
        using ParamStore store = Bound(module, seed: 1);
        using Scope bind = new BindParams(store).Enter();
        Assert.That(() => Module("net", other), Raises.Code("PPL017").With.Message.Contains("bind one module under one name"));
    }

    [Test]
    public void A_handler_cannot_replace_a_weight()
    {
        using Linear module = torch.nn.Linear(3, 2);
        using Scope giver = new Witness(outwards: site => site.Value = torch.zeros([])).Enter();
        Assert.That(() => Module("net", module), Raises.Code("PPL017").With.Message.Contains("net.weight"));
    }

    private static Sequential Network() => torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2));

    private static ParamStore Bound(torch.nn.Module module, ulong seed, bool keepWeights = false)
    {
        var store = new ParamStore();
        using var rng = new Rng(seed);
        using Scope seeded = new Seed(rng).Enter();
        using Scope bind = new BindParams(store).Enter();
        Module("net", module, keepWeights);
        return store;
    }

    private sealed class Shift : torch.nn.Module<Tensor, Tensor>
    {
        private readonly Linear layer = torch.nn.Linear(2, 2);
        private readonly Parameter amount = new(torch.tensor(3.0));

        public Shift() : base(nameof(Shift)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layer.call(input) + amount;
    }
}
