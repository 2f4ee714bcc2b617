using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A step of the engine leaves no tensor and no native memory behind, whatever the optimiser.</summary>
[NonParallelizable]
[TestFixture("Adam")]
[TestFixture("ClippedAdam")]
[TestFixture("Sgd")]
[TestFixture("Sgd with momentum")]
[TestFixture("AdamW")]
[TestFixture("RmsProp")]
[TestFixture("Adagrad")]
[TestFixture("ByPattern")]
[TestFixture("TorchOptimizer")]
public sealed class SviLeakTests(string optimizer)
{
    private readonly Tensor data = torch.arange(20).to(torch.float32);
    private readonly Svi<Tensor> svi = new(Model, Guide, Optimizers[optimizer](), new TraceElbo(), new Rng(1));

    private static Dictionary<string, Func<Optimizer>> Optimizers { get; } = new()
    {
        ["Adam"] = () => new Adam(),
        ["ClippedAdam"] = () => new ClippedAdam(decay: 0.999),
        ["Sgd"] = () => new Sgd(1e-4),
        ["Sgd with momentum"] = () => new Sgd(1e-4, momentum: 0.9),
        ["AdamW"] = () => new AdamW(),
        ["RmsProp"] = () => new RmsProp(momentum: 0.5, centered: true, weightDecay: 0.1),
        ["Adagrad"] = () => new Adagrad(weightDecay: 0.1),
        ["ByPattern"] = () => new ByPattern(new Adam(), ("l", new Sgd(1e-4))),
        ["TorchOptimizer"] = () => new TorchOptimizer(parameters => torch.optim.Adam(parameters)),
    };

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        data.Dispose();
    }

    [LeakTest]
    public void A_step_leaves_nothing_behind() => svi.Step(data);

    [LeakTest]
    public void An_evaluation_leaves_nothing_behind() => svi.EvaluateLoss(data);

    private static void Model(Tensor y)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate rows = Plate("rows", 20, 5);
        Tensor coin = Sample("coin", new Bernoulli(0.5));
        Sample("y", new Normal(coin, scale), obs: rows.Subsample(y));
    }

    private static void Guide(Tensor y)
    {
        Sample("scale", new LogNormal(Param("a", 2.0), Param("b", 0.1, Constraints.Positive)));
        using Plate rows = Plate("rows", 20, 5);
        Sample("coin", Bernoulli.FromLogits(Param("l", () => torch.zeros([20]), eventDim: 0)));
    }
}
