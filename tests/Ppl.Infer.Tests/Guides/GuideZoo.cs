using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>One engine for each automatic guide, for the laws that all of them keep.</summary>
internal static class GuideZoo
{
    private static readonly Dictionary<string, Func<(Program<Tensor> Model, AutoGuide<Tensor> Guide)>> Guides = new()
    {
        ["AutoDelta"] = () => (Local, new AutoDelta<Tensor>(Local)),
        ["AutoNormal"] = () => (Local, new AutoNormal<Tensor>(Local)),
        ["AutoMultivariateNormal"] = () => (Global, new AutoMultivariateNormal<Tensor>(Global)),
        ["AutoLowRankNormal"] = () => (Global, new AutoLowRankNormal<Tensor>(Global, rank: 2)),
        ["AutoLaplace"] = () => (Global, new AutoLaplace<Tensor>(Global)),
        ["AutoStructured"] = () => (Local, new AutoStructured<Tensor>(Local, new Dictionary<string, string[]> { ["mean"] = ["scale"] })),
        ["AutoDiscreteParallel"] = () => (Coins, new AutoDiscreteParallel<Tensor>(Coins)),
        ["AutoGuideList"] = () => (Local, new AutoGuideList<Tensor>(new AutoMultivariateNormal<Tensor>(Local, only: ["scale"]), new AutoNormal<Tensor>(Local, only: ["mean"]))),
    };

    public static IEnumerable<string> Names => Guides.Keys;

    public static AutoGuide<Tensor> Guide(string name) => Guides[name]().Guide;

    public static Svi<Tensor> Engine(string name, SviOptions? options = null) => Engine(name, Guide(name), options);

    public static Svi<Tensor> Engine(string name, AutoGuide<Tensor> guide, SviOptions? options = null) =>
        new(Guides[name]().Model, guide, new Adam(0.01), new TraceElbo(particles: 2, vectorize: true), new Rng(1), options: options);

    /// <summary>A scale for all, and a mean for each row, of which a step looks at five.</summary>
    private static void Local(Tensor y)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate rows = Plate("rows", 20, 5);
        Tensor mean = Sample("mean", new Normal(0, 1));
        Sample("y", new Normal(mean, scale), obs: rows.Subsample(y));
    }

    /// <summary>A scale and coefficients, and data of which a step looks at five.</summary>
    private static void Global(Tensor y)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        Tensor mean = Sample("mean", new Normal(torch.zeros([3]), 1).ToEvent(1));
        using Plate rows = Plate("rows", 20, 5);
        Sample("y", new Normal(mean.sum(dim: -1), scale), obs: rows.Subsample(y));
    }

    /// <summary>A coin for each row, of which a step looks at five.</summary>
    private static void Coins(Tensor y)
    {
        using Plate rows = Plate("rows", 20, 5);
        Sample("y", new Normal(Sample("coin", new Bernoulli(0.5)), 1), obs: rows.Subsample(y));
    }
}
