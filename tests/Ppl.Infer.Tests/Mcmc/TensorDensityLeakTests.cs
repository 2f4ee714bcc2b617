using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Evaluations leave no tensor and no native memory behind, with discrete latents and without, where there is a density and where there is none.</summary>
[NonParallelizable]
public sealed class TensorDensityLeakTests
{
    private readonly Tensor data = torch.tensor([-1.0, 0.5, 2, 3]);
    private readonly double[] gradient = new double[2];
    private TensorDensity plain = null!, mixture = null!;

    [OneTimeSetUp]
    public void Make() => (plain, mixture) = (TensorDensity.Of(Plain, data), TensorDensity.Of(Mixture, data));

    [OneTimeTearDown]
    public void Free()
    {
        plain.Dispose();
        mixture.Dispose();
        data.Dispose();
    }

    [LeakTest]
    public void An_evaluation_leaves_nothing_behind() => plain.Evaluate([0.3, -0.2], gradient);

    [LeakTest]
    public void An_evaluation_where_there_is_no_density_leaves_nothing_behind() => plain.Evaluate([0.3, 1e4], gradient);

    [LeakTest(Steps = 200)]
    public void A_sum_leaves_nothing_behind() => mixture.Evaluate([0.3, -0.2], gradient);

    [LeakTest(Steps = 200)]
    public void A_clone_leaves_nothing_behind()
    {
        using TensorDensity clone = plain.Clone();
        clone.Evaluate([0.3, -0.2], gradient);
    }

    [ResidentMemoryTest(Steps = 100_000)]
    public void Memory_stays_flat() => plain.Evaluate([0.3, -0.2], gradient);

    private static void Plain(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 10)), sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate rows = Plate("rows", 4);
        Sample("y", new Normal(mu, sigma), obs: y);
    }

    private static void Mixture(Tensor y)
    {
        Tensor step = Sample("step", new Normal(0, 10)), weight = Sample("weight", new Beta(1, 1));
        using Plate rows = Plate("rows", 4);
        Sample("y", new Normal(step * Sample("z", new Bernoulli(weight)), 1), obs: y);
    }
}
