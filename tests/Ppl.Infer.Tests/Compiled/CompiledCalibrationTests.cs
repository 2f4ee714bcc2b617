using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Simulation-based calibration of NUTS in compiled densities: each replication compiles the program for its own data. A false alarm in 10,000.</summary>
public sealed class CompiledCalibrationTests
{
    [Test]
    public void Chains_find_the_mean_that_normal_numbers_were_drawn_with() => Check(stretched: 1);

    [Test]
    public void Data_that_are_not_the_models_are_found()
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            Assert.That(Assert.Catch(() => Check(stretched: 3))!.Message, Does.StartWith("mu: ranks ["));
    }

    private static void Check(double stretched)
    {
        using Tensor inputs = torch.zeros([5], torch.float64);
        Calibration.Check(CompiledPrograms.Mean, inputs, prior => stretched * torch.tensor(prior["y"].Values.ToArray()),
            (y, rng) => new Mcmc(new McmcOptions { Chains = 1, Warmup = 60, Draws = 76, Seed = (ulong)rng.NextInt64(long.MaxValue), Engine = Engine.Compiled }).Run(CompiledPrograms.Mean, y).Samples,
            new CalibrationOptions { Draws = 19, Replications = 200, Bins = 20 });
    }
}
