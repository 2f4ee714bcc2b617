using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>What every automatic guide keeps: memory flat, its state in a checkpoint, the same numbers with value checks off.</summary>
[NonParallelizable]
[TestFixtureSource(typeof(GuideZoo), nameof(GuideZoo.Names))]
public sealed class GuideLawTests(string name)
{
    private readonly Tensor data = torch.linspace(-1, 3, 20);
    private readonly Svi<Tensor> svi = GuideZoo.Engine(name);

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        data.Dispose();
    }

    [LeakTest]
    public void A_step_leaves_nothing_behind() => svi.Step(data);

    [Test]
    public void A_step_gives_the_same_numbers_with_value_checks_off()
    {
        Assert.That(After(12, new SviOptions { CheckedSteps = 0 }), Is.EqualTo(After(12, new SviOptions { CheckedSteps = int.MaxValue })));
    }

    [Test]
    public void A_resumed_run_equals_an_unbroken_one_to_the_last_bit()
    {
        using Svi<Tensor> broken = GuideZoo.Engine(name), resumed = GuideZoo.Engine(name);
        for (int step = 0; step < 5; step++) broken.Step(data);
        var state = new SavedState();
        broken.Save(state);
        resumed.Restore(state)();
        for (int step = 0; step < 5; step++) resumed.Step(data);
        Assert.That(Numbers(resumed), Is.EqualTo(After(10, new SviOptions())));
    }

    [Test]
    public void One_guide_serves_engine_after_engine()
    {
        AutoGuide<Tensor> guide = GuideZoo.Guide(name);
        using Svi<Tensor> first = GuideZoo.Engine(name, guide), second = GuideZoo.Engine(name, guide);
        for (int step = 0; step < 3; step++) first.Step(data);
        for (int step = 0; step < 3; step++) second.Step(data);
        Assert.That(Numbers(second), Is.EqualTo(Numbers(first)));
    }

    [Test]
    public void What_is_read_off_a_guide_leaves_nothing_behind()
    {
        AutoGuide<Tensor> guide = GuideZoo.Guide(name);
        using Svi<Tensor> engine = GuideZoo.Engine(name, guide);
        engine.Step(data);
        void Read()
        {
            using TensorScope scope = TensorScope.Begin();
            using Rng rng = new(1);
            guide.Draws(engine.Parameters, data, 3, rng);
            guide.Median(engine.Parameters, data);
            guide.Quantiles(engine.Parameters, data, 0.5);
        }
        Read();
        long before = Tensor.TotalCount;
        Read();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    private double[] After(int steps, SviOptions options)
    {
        using Svi<Tensor> engine = GuideZoo.Engine(name, options);
        for (int step = 0; step < steps; step++) engine.Step(data);
        return Numbers(engine);
    }

    private static double[] Numbers(Svi<Tensor> engine) => [.. engine.Parameters.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained))];
}
