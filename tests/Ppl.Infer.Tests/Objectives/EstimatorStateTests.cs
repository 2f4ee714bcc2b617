namespace Ppl.Infer.Tests;

/// <summary>With every estimator and baseline, an engine that was saved goes on as if it had not been, and the checks of values change no number.</summary>
public sealed class EstimatorStateTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("ppl-estimators").FullName;

    [OneTimeTearDown]
    public void Free() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_resumed_run_equals_an_unbroken_one(
        [ValueSource(typeof(EstimatorSystem), nameof(EstimatorSystem.Objectives))] string objective,
        [ValueSource(typeof(EstimatorSystem), nameof(EstimatorSystem.Estimators))] string estimator,
        [Values(0, 1, 7)] int stepsBefore)
    {
        string path = Path.Combine(folder, $"{objective} {estimator} {stepsBefore}.safetensors");
        using EstimatorSystem first = new(objective, estimator), second = new(objective, estimator, seed: 2);
        for (int step = 0; step < stepsBefore; step++) first.Step();
        first.Engine.Save(path);
        second.Engine.Restore(path);
        double[] expected = [.. Enumerable.Range(0, 4).Select(_ => first.Step())];
        Assert.That(Enumerable.Range(0, 4).Select(_ => second.Step()), Is.EqualTo(expected));
        Assert.That(second.Parameters(), Is.EqualTo(first.Parameters()));
    }

    [Test]
    public void With_value_checks_off_the_numbers_are_the_same(
        [ValueSource(typeof(EstimatorSystem), nameof(EstimatorSystem.Objectives))] string objective,
        [ValueSource(typeof(EstimatorSystem), nameof(EstimatorSystem.Estimators))] string estimator)
    {
        using EstimatorSystem on = new(objective, estimator, checkedSteps: int.MaxValue), off = new(objective, estimator, checkedSteps: 0);
        Assert.That(Enumerable.Range(0, 6).Select(_ => off.Step()), Is.EqualTo(Enumerable.Range(0, 6).Select(_ => on.Step()).ToArray()));
        Assert.That(off.Parameters(), Is.EqualTo(on.Parameters()));
    }
}
