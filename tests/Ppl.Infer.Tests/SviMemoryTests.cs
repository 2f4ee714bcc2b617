using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Resident memory stays flat over 20,000 steps of the engine, in a process of its own.</summary>
public sealed class SviMemoryTests
{
    private readonly Tensor data = torch.linspace(-1, 3, 1000);
    private readonly Svi<Tensor> svi = new(Model, Guide, new Adam(), new TraceElbo(), new Rng(seed: 1));

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        data.Dispose();
    }

    [ResidentMemoryTest]
    public void Memory_stays_flat() => svi.Step(data);

    private static void Model(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 10));
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate obs = Plate("obs", y.shape[0], subsample: 100);
        Sample("y", new Normal(mu, sigma), obs: obs.Subsample(y));
    }

    private static void Guide(Tensor y)
    {
        Sample("mu", new Normal(Param("m", 0.0), Param("s", 1.0, Constraints.Positive)));
        Sample("sigma", new LogNormal(Param("a", 0.0), Param("b", 1.0, Constraints.Positive)));
    }
}
