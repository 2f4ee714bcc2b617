using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

[NonParallelizable]
public sealed class InferDiscreteLeakTests
{
    private readonly InferDiscrete<int> engine = new(Model, new Rng(1));

    [OneTimeTearDown]
    public void Free() => engine.Dispose();

    [LeakTest(Steps = 100)]
    public void A_sum_leaves_nothing_behind() => engine.LogEvidence(0);

    [LeakTest(Steps = 100)]
    public void A_draw_leaves_nothing_but_itself_behind() => Free(engine.Sample(0, draws: 3));

    [LeakTest(Steps = 100)]
    public void The_most_probable_values_leave_nothing_but_themselves_behind() => Free(engine.MostProbable(0));

    [LeakTest(Steps = 100)]
    public void Marginals_leave_nothing_but_themselves_behind() => Free(engine.Marginals(0));

    private static void Free(IReadOnlyDictionary<string, Tensor> values)
    {
        foreach (Tensor value in values.Values) value.Dispose();
    }

    private static void Model(int _)
    {
        var next = new Categorical(torch.tensor(new[,] { { 0.9, 0.1 }, { 0.2, 0.8 } }));
        Tensor z = torch.tensor(0L);
        foreach (int t in Markov(4)) z = Sample($"z{t}", next.Gather(z));
        using Plate rows = Plate("rows", 5);
        Tensor w = Sample("w", new Bernoulli(0.3));
        Sample("y", new Normal(w, 1), obs: torch.zeros([5]));
    }
}
