using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>A coin for each of 100 numbers.</summary>
internal static class Coins
{
    private const int Count = 100;

    public static Tensor Data() => torch.randn([Count], generator: new torch.Generator(seed: 1));

    public static Svi<Tensor> Engine(Elbo elbo) => new(Model, Guide, new Adam(0.01), elbo, new Rng(seed: 1));

    private static void Model(Tensor y)
    {
        using Plate rows = Plate("rows", Count);
        Sample("y", new Normal(Sample("coin", new Bernoulli(0.3)), 1), obs: y);
    }

    private static void Guide(Tensor y)
    {
        using Plate rows = Plate("rows", Count);
        Sample("coin", Bernoulli.FromLogits(Param("logits", () => torch.zeros([Count]))));
    }
}
