using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>What every objective of many draws keeps: memory flat, its state in a checkpoint, the same numbers with value checks off.</summary>
[NonParallelizable]
[TestFixtureSource(nameof(Names))]
public sealed class MultiSampleLawTests(string name)
{
    private static readonly Dictionary<string, Func<SviOptions?, Svi<Tensor>>> Engines = new()
    {
        ["ImportanceWeightedElbo"] = options => Engine(options, new ImportanceWeightedElbo(3), discrete: true),
        ["ImportanceWeightedElbo, one after another"] = options => Engine(options, new ImportanceWeightedElbo(3, vectorize: false), discrete: true),
        ["ImportanceWeightedElbo, doubly reparameterised"] = options => Engine(options, new ImportanceWeightedElbo(3, doublyReparameterized: true), discrete: false),
        ["RenyiElbo"] = options => Engine(options, new RenyiElbo(0.5, 3), discrete: true),
        ["Vimco"] = options => Engine(options, new Vimco(3), discrete: true),
        ["ReweightedWakeSleep"] = options => Engine(options, new ReweightedWakeSleep(3), discrete: true),
        ["ReweightedWakeSleep, asleep"] = options => Engine(
            options, new ReweightedWakeSleep(3, Sleep.Of(_ => Model(torch.zeros([20]), discrete: true), _ => Guide(discrete: true), 0, _ => 0, dreams: 2)), discrete: true),
        ["SteinElbo"] = options => Points(options, vectorize: true),
        ["SteinElbo, one after another"] = options => Points(options, vectorize: false),
    };

    private readonly Tensor data = torch.linspace(-1, 3, 20);
    private readonly Svi<Tensor> svi = Engines[name](null);

    private static IEnumerable<string> Names => Engines.Keys;

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        data.Dispose();
    }

    [LeakTest]
    public void A_step_leaves_nothing_behind() => svi.Step(data);

    [LeakTest]
    public void An_evaluation_leaves_nothing_behind() => svi.EvaluateLoss(data);

    [Test]
    public void A_step_gives_the_same_numbers_with_value_checks_off()
    {
        using Svi<Tensor> checkedAlways = Engines[name](new SviOptions { CheckedSteps = int.MaxValue }), never = Engines[name](new SviOptions { CheckedSteps = 0 });
        Assert.That(Steps(never, 8), Is.EqualTo(Steps(checkedAlways, 8)));
    }

    [Test]
    public void A_resumed_run_equals_an_unbroken_one_to_the_last_bit()
    {
        using Svi<Tensor> broken = Engines[name](null), resumed = Engines[name](null), whole = Engines[name](null);
        double[] expected = Steps(whole, 10);
        double[] first = Steps(broken, 5);
        var state = new SavedState();
        broken.Save(state);
        resumed.Restore(state)();
        Assert.That((double[])[.. first, .. Steps(resumed, 5)], Is.EqualTo(expected));
    }

    private double[] Steps(Svi<Tensor> svi, int count) => [.. Enumerable.Range(0, count).Select(_ => svi.Step(data))];

    private static Svi<Tensor> Engine(SviOptions? options, Elbo elbo, bool discrete) =>
        new(y => Model(y, discrete), _ => Guide(discrete), new Adam(0.01), elbo, new Rng(1), options: options);

    private static Svi<Tensor> Points(SviOptions? options, bool vectorize)
    {
        static void Model(Tensor y)
        {
            Tensor scale = Sample("scale", new LogNormal(0, 1)), mean = Sample("mean", new Normal(Param("prior", 0.0), 1));
            using Plate rows = Plate("rows", 20, 5);
            Sample("y", new Normal(mean, scale), obs: rows.Subsample(y));
        }
        return new(Model, new SteinParticles<Tensor>(Model, 3), new Adam(0.01), new SteinElbo(3, vectorize: vectorize), new Rng(1), options: options);
    }

    private static void Model(Tensor y, bool discrete)
    {
        using Plate rows = Plate("rows", 20, 5);
        Tensor mean = Sample("mean", new Normal(Param("prior", 0.0), 1));
        Tensor coin = discrete ? Sample("coin", new Bernoulli(0.5)) : torch.zeros([]);
        Sample("y", new Normal(mean + coin, 1), obs: rows.Subsample(y));
    }

    private static void Guide(bool discrete)
    {
        using Plate rows = Plate("rows", 20, 5);
        Sample("mean", new Normal(Param("m", () => torch.zeros([20]), eventDim: 0), Param("s", 0.5, Constraints.Positive)));
        if (discrete) Sample("coin", Bernoulli.FromLogits(Param("l", () => torch.zeros([20]), eventDim: 0)));
    }
}
