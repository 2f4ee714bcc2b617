using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Resident memory stays flat over thousands of predictions, log likelihoods and weighings, in a process of its own.</summary>
public sealed class AfterTheFitMemoryTests
{
    private readonly (Tensor X, Tensor? Y) data = LinearRegression.Training;
    private readonly ParamStore store = new();
    private readonly Rng rng = new(1);

    [OneTimeTearDown]
    public void Free()
    {
        rng.Dispose();
        store.Dispose();
        data.X.Dispose();
        data.Y!.Dispose();
    }

    [ResidentMemoryTest(Steps = 6000, WarmUp = 2000)]
    public void Memory_stays_flat()
    {
        ImportanceSample sample = Importance.Draw(LinearRegression.Model, LinearRegression.Posterior, store, data, 20, rng);
        LogLikelihood.Of(LinearRegression.Model, sample.Samples, data);
        Predictive.Posterior(LinearRegression.Model, sample.Samples, data, rng);
    }
}
