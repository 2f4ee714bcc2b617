using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>Mean and scale of 1,000 numbers: its data, its programs and an engine for it.</summary>
internal static class Gaussian
{
    public const double LearningRate = 0.01;

    /// <summary>The numbers; the caller's.</summary>
    public static Tensor Data()
    {
        using var rng = new Rng(seed: 0);
        return new Normal(3, 2).Sample(rng, [1000]);
    }

    public static Svi<Tensor> Engine(Elbo elbo) => new(Model, Guide, new Adam(LearningRate), elbo, new Rng(seed: 1));

    private static void Model(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 10));
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate obs = Plate("obs", y.shape[0]);
        Sample("y", new Normal(mu, sigma), obs: y);
    }

    private static void Guide(Tensor y)
    {
        Sample("mu", new Normal(Param("m", 0.0), Param("s", 1.0, Constraints.Positive)));
        Sample("sigma", new LogNormal(Param("a", 0.0), Param("b", 1.0, Constraints.Positive)));
    }
}
