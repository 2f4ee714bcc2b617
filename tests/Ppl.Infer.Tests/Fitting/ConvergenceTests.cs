namespace Ppl.Infer.Tests;

/// <summary>
/// A fit with nothing set comes within 0.1 nat of the best bound of its family, and stops there by itself. The best bound is found without noise, by L-BFGS
/// on Gauss-Hermite sums.
/// </summary>
public sealed class ConvergenceTests
{
    private static IEnumerable<TestCaseData> ManyDataSets =>
        from full in (bool[])[false, true]
        from hard in (bool[])[false, true]
        from dtype in (torch.ScalarType[])[torch.ScalarType.Float32, torch.ScalarType.Float64]
        from seed in Enumerable.Range(1, 10)
        select new TestCaseData(full, hard, dtype, (ulong)seed).SetArgDisplayNames(full ? "full rank" : "mean field", hard ? "hard" : "easy", $"{dtype}", $"{seed}");

    [Test]
    public void Independent_coefficients_reach_their_best_bound() => AssertBest(full: false, hard: false, torch.ScalarType.Float32, seed: 1);

    [Test]
    public void Correlated_coefficients_reach_theirs() => AssertBest(full: true, hard: true, torch.ScalarType.Float64, seed: 1);

    /// <summary>Hard: neighbouring features have a correlation of 0.9, and the features' scales run from 0.1 to 10.</summary>
    [TestCaseSource(nameof(ManyDataSets)), Category("Slow")]
    public void So_they_do_on_many_data_sets(bool full, bool hard, torch.ScalarType dtype, ulong seed) => AssertBest(full, hard, dtype, seed);

    [Test, Category("Slow")]
    public void So_they_do_by_minibatches([Values] bool full, [Values(1UL, 2UL, 3UL)] ulong seed) =>
        AssertBest(full, hard: false, torch.ScalarType.Float64, seed, new FitOptions { BatchSize = 100 }, mayReachMaxSteps: full);

    private static void AssertBest(bool full, bool hard, torch.ScalarType dtype, ulong seed, FitOptions? options = null, bool mayReachMaxSteps = false)
    {
        using LogisticRegression regression = hard ? new(seed, prior: 5, correlation: 0.9, isScaled: true, dtype) : new(seed, dtype: dtype);
        (double[] mean, double[,] factor, FitResult result) = Fit(regression, full, options ?? new FitOptions());
        double gap = regression.Bound.Best(full) - regression.Bound.Of(mean, factor).Value;
        TestContext.Out.WriteLine(FormattableString.Invariant($"gap {gap:F4} nats, {result.End} after {result.Steps} steps, {result.History.Sum(epoch => epoch.Seconds):F1} s"));
        Assert.That(gap, Is.LessThan(0.1).And.GreaterThan(-1e-3));
        if (!mayReachMaxSteps) Assert.That(result.End, Is.EqualTo(FitEnd.Converged));
    }

    private static (double[] Mean, double[,] Factor, FitResult Result) Fit(LogisticRegression regression, bool full, FitOptions options)
    {
        ModelGuide<(Tensor X, Tensor Y)> guide = full
            ? new AutoMultivariateNormal<(Tensor X, Tensor Y)>(regression.Model)
            : new AutoNormal<(Tensor X, Tensor Y)>(regression.Model);
        using var svi = new Svi<(Tensor X, Tensor Y)>(regression.Model, guide, new Adam(), new TraceElbo(), new Rng(1, regression.Dtype));
        FitResult result = svi.Fit(regression.Data, options);
        double[] mean = Numbers(full ? "joint.loc" : "w.loc"), scale = Numbers(full ? "joint.cholesky" : "w.scale");
        var factor = new double[mean.Length, mean.Length];
        for (int j = 0; j < mean.Length; j++)
            for (int k = 0; k <= j; k++) factor[j, k] = full ? scale[(j * mean.Length) + k] : j == k ? scale[j] : 0;
        return (mean, factor, result);

        double[] Numbers(string name) => TensorText.ToDoubles(svi.Parameters[name].Constrained());
    }
}
