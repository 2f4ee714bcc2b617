using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A step with sums of every kind leaves no tensor behind.</summary>
[NonParallelizable]
[TestFixture(1, false)]
[TestFixture(3, true)]
public sealed class TraceEnumElboLeakTests(int particles, bool vectorize)
{
    private readonly Svi<int> svi = new(_ => Model(), _ => Guide(), new Adam(), new TraceEnumElbo(particles, vectorize), new Rng(1));

    [OneTimeTearDown]
    public void Free() => svi.Dispose();

    [LeakTest]
    public void A_step_leaves_nothing_behind() => svi.Step(0);

    [LeakTest]
    public void An_evaluation_leaves_nothing_behind() => svi.EvaluateLoss(0);

    private static void Model()
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate rows = Plate("rows", 20, 5);
        Tensor z = Sample("z", new Categorical([0.2, 0.3, 0.5])), w = Sample("w", new Bernoulli(0.3)), d = Sample("d", new Bernoulli(0.4));
        Sample("y", new Normal(z + w + d, scale), obs: torch.zeros([5]));
    }

    private static void Guide()
    {
        Sample("scale", new LogNormal(Param("a", 2.0), Param("b", 0.1, Constraints.Positive)));
        using Plate rows = Plate("rows", 20, 5);
        Sample("z", Categorical.FromLogits(Param("l", () => torch.zeros([20, 3]), eventDim: 1)));
        Sample("d", Bernoulli.FromLogits(Param("e", () => torch.zeros([20]), eventDim: 0)), options: new SiteOptions { Enumeration = Enumeration.Drawn });
    }
}
