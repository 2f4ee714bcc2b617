using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Weighing draws leaves no tensor and no native memory behind.</summary>
[NonParallelizable]
[TestFixture(8)]
[TestFixture(1)]
public sealed class ImportanceLeakTests(int atOnce)
{
    private readonly (Tensor X, Tensor? Y) data = LinearRegression.Training;
    private readonly ParamStore store = new();
    private readonly Rng rng = new(1);
    private readonly DrawOptions options = new() { AtOnce = atOnce };

    [OneTimeTearDown]
    public void Free()
    {
        rng.Dispose();
        store.Dispose();
        data.X.Dispose();
        data.Y!.Dispose();
    }

    [LeakTest(Steps = 100)]
    public void Weighted_draws_leave_nothing_behind() => Importance.Draw(LinearRegression.Model, LinearRegression.Posterior, store, data, 10, rng, options);

    [LeakTest(Steps = 100)]
    public void A_bound_leaves_nothing_behind() => Importance.Bound(LinearRegression.Model, LinearRegression.Posterior, store, data, 2, rng, groups: 5, options);
}
