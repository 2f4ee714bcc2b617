using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Draws and log likelihoods leave no tensor and no native memory behind.</summary>
[NonParallelizable]
[TestFixture(8)]
[TestFixture(1)]
public sealed class PredictionLeakTests(int atOnce)
{
    private readonly (Tensor X, Tensor? Y) data = LinearRegression.Training;
    private readonly ParamStore store = new();
    private readonly Rng rng = new(1);
    private readonly DrawOptions options = new() { AtOnce = atOnce };
    private readonly Samples latents = new(
        new Draws("a", [], [0, 1, 2], dtype: torch.ScalarType.Float64), new Draws("b", [], [0, 1, 2], dtype: torch.ScalarType.Float64));

    [OneTimeTearDown]
    public void Free()
    {
        rng.Dispose();
        store.Dispose();
        data.X.Dispose();
        data.Y!.Dispose();
    }

    [LeakTest(Steps = 100)]
    public void Predictions_leave_nothing_behind() => Predictive.Posterior(LinearRegression.Model, LinearRegression.Posterior, store, data, 3, rng, options);

    [LeakTest(Steps = 100)]
    public void Log_likelihoods_leave_nothing_behind() => LogLikelihood.Of(LinearRegression.Model, latents, data, options: options);
}
