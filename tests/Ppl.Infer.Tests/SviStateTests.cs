using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;
using Parameter = TorchSharp.Modules.Parameter;

namespace Ppl.Infer.Tests;

/// <summary>An engine that was saved goes on, wherever it is restored.</summary>
public sealed class SviStateTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("ppl-svi").FullName;

    [OneTimeTearDown]
    public void Free() => Directory.Delete(folder, recursive: true);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(12)]
    public void A_file_carries_an_engine_to_another(int stepsBefore)
    {
        string path = Path.Combine(folder, $"{stepsBefore}.safetensors");
        using var rows = new Rows();
        using Svi<Tensor> first = Rows.Engine(), second = Rows.Engine(seed: 2);
        for (int step = 0; step < stepsBefore; step++) first.Step(rows.Table);
        first.Save(path);
        second.Restore(path);
        double[] expected = [.. Enumerable.Range(0, 5).Select(_ => first.Step(rows.Table))];
        Assert.That(Enumerable.Range(0, 5).Select(_ => second.Step(rows.Table)), Is.EqualTo(expected));
        Assert.That(Rows.Values(second), Is.EqualTo(Rows.Values(first)));
    }

    [Test]
    public void Parameters_load_from_an_engines_file()
    {
        string path = Path.Combine(folder, "parameters.safetensors");
        using var rows = new Rows();
        using Svi<Tensor> svi = Rows.Engine();
        svi.Step(rows.Table);
        svi.Save(path);
        using ParamStore loaded = ParamStore.Load(path);
        Assert.That(loaded.Select(parameter => parameter.ToString()), Is.EqualTo(svi.Parameters.Select(parameter => parameter.ToString())));
    }

    [Test]
    public void A_refusal_names_the_file()
    {
        string path = Path.Combine(folder, "empty.safetensors");
        new SavedState().Write(path);
        using Svi<Tensor> svi = Rows.Engine();
        Assert.That(() => svi.Restore(path), Raises.Code("PPL309").With.Message.StartsWith($"PPL309 {path}: the saved state is of another model or run: it has no"));
    }

    [Test]
    public void An_engine_goes_back_to_where_it_was_saved()
    {
        using var rows = new Rows();
        using Svi<Tensor> svi = Rows.Engine();
        for (int step = 0; step < 3; step++) svi.Step(rows.Table);
        var state = new SavedState();
        svi.Save(state);
        double[] first = [.. Enumerable.Range(0, 5).Select(_ => svi.Step(rows.Table))];
        svi.Restore(state)();
        Assert.That(Enumerable.Range(0, 5).Select(_ => svi.Step(rows.Table)), Is.EqualTo(first));
    }

    [Test]
    public void Clean_steps_stay_counted()
    {
        using Tensor half = torch.tensor(0.5), one = torch.tensor(1.0);
        Svi<Tensor> Coin() => new(
            y => Sample("y", Bernoulli.FromLogits(Param("l", 0.0)), obs: y), _ => { }, new Sgd(0.01), new TraceElbo(), new Rng(1), options: new SviOptions { CheckedSteps = 2 });
        using Svi<Tensor> first = Coin(), second = Coin();
        for (int step = 0; step < 2; step++) first.Step(one);
        var state = new SavedState();
        first.Save(state);
        second.Restore(state)();
        Assert.That(() => second.Step(half), Throws.Nothing);
    }

    /// <summary>The dry run of a new engine would count once more.</summary>
    [Test]
    public void A_buffer_that_the_module_keeps_goes_on()
    {
        using Counting one = new(), other = new();
        using Svi<int> first = Engine(one), second = Engine(other);
        for (int step = 0; step < 3; step++) first.Step(0);
        var state = new SavedState();
        first.Save(state);
        second.Restore(state)();
        first.Step(0);
        second.Step(0);
        Assert.That(((double)other.Calls, (double)other.Weight), Is.EqualTo(((double)one.Calls, (double)one.Weight)));
        Assert.That((double)one.Calls, Is.EqualTo(5), "four steps and the dry run");
    }

    [Test]
    public void What_an_objective_carries_is_saved_and_restored()
    {
        static Svi<int> Engine(Carrying objective) => new(_ => Factor("f", Param("m", 0.0)), _ => { }, new Sgd(0.1), objective, new Rng(1));
        Carrying one = new(), other = new();
        using Svi<int> first = Engine(one), second = Engine(other);
        for (int step = 0; step < 3; step++) first.Step(0);
        var state = new SavedState();
        first.Save(state);
        Action restore = second.Restore(state);
        Assert.That(other.Runs, Is.Zero, "before the action runs");
        restore();
        Assert.That(other.Runs, Is.EqualTo(3));
    }

    private static Svi<int> Engine(Counting module) => new(_ => Factor("f", -Module("net", module).call(torch.ones([]))), _ => { }, new Sgd(0.1), new TraceElbo(), new Rng(1));

    private sealed class Carrying : Elbo
    {
        private readonly TraceElbo inner = new();

        public long Runs { get; private set; }

        public override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
        {
            Runs++;
            return inner.Estimate(model, guide, plateDepth);
        }

        public override void Save(SavedState state) => state.Add("runs", Runs);

        public override Action Restore(SavedState state)
        {
            long runs = state.Integer("runs");
            return () => Runs = runs;
        }
    }

    /// <summary>weight² times how often it was called.</summary>
    private sealed class Counting : torch.nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight = new(torch.ones([]));
        private readonly Tensor calls = torch.zeros([]);

        public Counting() : base(nameof(Counting)) => RegisterComponents();

        public Tensor Calls => calls;

        public Tensor Weight => weight;

        public override Tensor forward(Tensor input)
        {
            using (torch.no_grad()) calls.add_(1);
            return weight * weight * input * calls;
        }
    }
}
