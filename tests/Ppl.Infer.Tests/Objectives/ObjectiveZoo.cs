using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>One engine for each objective, for the laws that all of them keep.</summary>
internal static class ObjectiveZoo
{
    private static readonly Dictionary<string, Func<Elbo>> Objectives = new()
    {
        ["TraceElbo"] = () => new TraceElbo(),
        ["TraceElbo, sticking the landing"] = () => new TraceElbo(particles: 2, vectorize: true, stickTheLanding: true),
        ["TraceGraphElbo"] = () => new TraceGraphElbo(),
        ["TraceEnumElbo"] = () => new TraceEnumElbo(particles: 2, vectorize: true),
        ["TraceMeanFieldElbo"] = () => new TraceMeanFieldElbo(),
        ["TraceMeanFieldElbo, 3 particles side by side"] = () => new TraceMeanFieldElbo(particles: 3, vectorize: true),
        ["TraceMeanFieldElbo, annealed"] = () => new TraceMeanFieldElbo(particles: 2, kl: new KlOptions { Weight = KlWeights.LinearWarmUp(8) }),
        ["TraceMeanFieldElbo, free bits"] = () => new TraceMeanFieldElbo(kl: new KlOptions { FreeBits = 0.1 }),
    };

    public static IEnumerable<string> Names => Objectives.Keys;

    public static Svi<Tensor> Engine(string name, SviOptions? options = null) => new(Model, Guide, new Adam(0.01), Objectives[name](), new Rng(1), options: options);

    /// <summary>A scale for all; a mean, two loadings and a coin for each row, of which a step looks at five.</summary>
    private static void Model(Tensor y)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate rows = Plate("rows", 20, 5);
        Tensor mean = Sample("mean", new Normal(0, 1)), loadings = Sample("loadings", new Normal(torch.zeros([2]), 1).ToEvent(1)), coin = Sample("coin", new Bernoulli(0.5));
        Sample("y", new Normal(mean + loadings.sum(dim: -1) + coin, scale), obs: rows.Subsample(y));
    }

    private static void Guide(Tensor y)
    {
        Sample("scale", new LogNormal(Param("a", 0.5), Positive("b", [])));
        using Plate rows = Plate("rows", 20, 5);
        Sample("mean", new Normal(Param("m", () => torch.zeros([20]), eventDim: 0), Positive("s", [20], eventDim: 0)));
        Sample("loadings", new Normal(Param("l", () => torch.zeros([20, 2]), eventDim: 1), Positive("r", [20, 2], eventDim: 1)).ToEvent(1));
        Sample("coin", Bernoulli.FromLogits(Param("c", () => torch.zeros([20]), eventDim: 0)));
    }

    private static Tensor Positive(string name, long[] shape, int? eventDim = null) => Param(name, () => torch.full(shape, 0.5f), Constraints.Positive, eventDim);
}
