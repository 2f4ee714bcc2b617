using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>What every objective keeps: memory flat, its state in a checkpoint, the same numbers with value checks off.</summary>
[NonParallelizable]
[TestFixtureSource(typeof(ObjectiveZoo), nameof(ObjectiveZoo.Names))]
public sealed class ObjectiveLawTests(string name)
{
    private readonly Tensor data = torch.linspace(-1, 3, 20);
    private readonly Svi<Tensor> svi = ObjectiveZoo.Engine(name);

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
    public void A_step_gives_the_same_numbers_with_value_checks_off() =>
        Assert.That(After(12, new SviOptions { CheckedSteps = 0 }), Is.EqualTo(After(12, new SviOptions { CheckedSteps = int.MaxValue })));

    [Test]
    public void A_resumed_run_equals_an_unbroken_one_to_the_last_bit()
    {
        using Svi<Tensor> broken = ObjectiveZoo.Engine(name), resumed = ObjectiveZoo.Engine(name);
        for (int step = 0; step < 5; step++) broken.Step(data);
        var state = new SavedState();
        broken.Save(state);
        resumed.Restore(state)();
        for (int step = 0; step < 5; step++) resumed.Step(data);
        Assert.That(Rows.Values(resumed), Is.EqualTo(After(10, new SviOptions())));
    }

    private double[] After(int steps, SviOptions options)
    {
        using Svi<Tensor> engine = ObjectiveZoo.Engine(name, options);
        for (int step = 0; step < steps; step++) engine.Step(data);
        return Rows.Values(engine);
    }
}
