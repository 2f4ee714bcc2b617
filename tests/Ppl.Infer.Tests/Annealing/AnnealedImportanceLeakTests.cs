using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Annealing leaves no tensor and no native memory behind.</summary>
[NonParallelizable]
public sealed class AnnealedImportanceLeakTests
{
    private readonly (Tensor X, Tensor? Y) data = LinearRegression.Training;
    private readonly Rng rng = new(1);
    private readonly AnnealingOptions options = new() { Chains = 4, Temperatures = 2, LeapfrogSteps = 1 };

    [OneTimeTearDown]
    public void Free()
    {
        rng.Dispose();
        data.X.Dispose();
        data.Y!.Dispose();
    }

    [LeakTest(Steps = 50)]
    public void An_estimate_leaves_nothing_behind() => AnnealedImportance.LogEvidence(LinearRegression.Model, data, rng, options: options);
}
