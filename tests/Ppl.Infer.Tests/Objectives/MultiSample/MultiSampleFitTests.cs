using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Each objective of many draws reaches the exact posterior where the guide's family holds it. A plate of copies gives as many bounds of few draws
/// at once, of which a scale takes the mean.
/// </summary>
public sealed class MultiSampleFitTests
{
    private const int Copies = 1000;

    private static readonly Dictionary<string, Func<Elbo>> Objectives = new()
    {
        ["importance weighted"] = () => new ImportanceWeightedElbo(3),
        ["doubly reparameterised"] = () => new ImportanceWeightedElbo(5, doublyReparameterized: true),
        ["Renyi, 0.5"] = () => new RenyiElbo(0.5, 5),
        ["Renyi, 2"] = () => new RenyiElbo(2, 5),
    };

    private static IEnumerable<string> Names => Objectives.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_posterior_of_a_normal_mean_is_reached(string objective)
    {
        static Program<int> Copied(Action program) => _ =>
        {
            using Scope mean = new Scale(1.0 / Copies).Enter();
            using Plate copies = Plate("copies", Copies, dim: -2);
            program();
        };
        using var svi = new Svi<int>(
            Copied(ConjugateNormal.Model), Copied(() => Sample("z", new Normal(Param("m", 0.0), Param("s", 1.0, Constraints.Positive)))),
            new ClippedAdam(0.05, decay: Math.Pow(1e-3, 1.0 / 500)), Objectives[objective](), new Rng(1, torch.float64));
        for (int step = 0; step < 500; step++) svi.Step(0);
        double Number(string name) => (double)svi.Parameters[name].Constrained();
        GuideFits.AssertExact(
            svi, [ConjugateNormal.PosteriorMean], [ConjugateNormal.PosteriorScale], [Number("m")], [Number("s")], ConjugateNormal.LogEvidence);
    }

    [Test]
    public void The_posterior_of_coins_is_reached_by_Vimco()
    {
        static Program<int> Copied(Action<Plate> program) => _ =>
        {
            using Scope mean = new Scale(1.0 / Copies).Enter();
            using Plate copies = Plate("copies", Copies, dim: -2), rows = Plate("rows", CoinFlips.Count);
            program(rows);
        };
        using var svi = new Svi<int>(
            Copied(rows => Sample("y", new Normal(Sample("c", new Bernoulli(0.3)), 1), obs: torch.tensor(CoinFlips.Data))),
            Copied(rows => Sample("c", Bernoulli.FromLogits(Param("l", () => torch.zeros([CoinFlips.Count], torch.float64))))),
            new ClippedAdam(0.1, decay: Math.Pow(1e-3, 1.0 / 700)), new Vimco(4), new Rng(1, torch.float64));
        for (int step = 0; step < 700; step++) svi.Step(0);
        double[] found = [.. TensorText.ToDoubles(svi.Parameters["l"].Constrained()).Select(logit => 1 / (1 + Math.Exp(-logit)))];
        double Heads(double y) => 0.3 * Math.Exp(Weights.LogNormal(y, 1, 1));
        double Both(double y) => Heads(y) + (0.7 * Math.Exp(Weights.LogNormal(y, 0, 1)));
        double[] exact = [.. CoinFlips.Data.Select(y => Heads(y) / Both(y))], sd = [.. exact.Select(p => Math.Sqrt(p * (1 - p)))];
        GuideFits.AssertExact(svi, exact, sd, found, [.. found.Select(p => Math.Sqrt(p * (1 - p)))], CoinFlips.Data.Sum(y => Math.Log(Both(y))));
    }
}
