using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>A step leaves nothing behind, whatever the objective, the estimators and the baselines.</summary>
[NonParallelizable]
[TestFixtureSource(nameof(All))]
public sealed class EstimatorLeakTests(string objective, string estimator)
{
    private readonly EstimatorSystem system = new(objective, estimator);

    private static IEnumerable<TestFixtureData> All =>
        from objective in EstimatorSystem.Objectives
        where objective != nameof(TraceGraphElbo)
        from estimator in EstimatorSystem.Estimators
        where estimator is not ("none" or "score function" or "given")
        select new TestFixtureData(objective, estimator);

    [OneTimeTearDown]
    public void Free() => system.Dispose();

    [LeakTest]
    public void A_step_leaves_nothing_behind() => system.Step();
}
