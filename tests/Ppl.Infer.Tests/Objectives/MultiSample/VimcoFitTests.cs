using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A posterior of discrete latents, which no conjugate system has. A plate of copies gives as many bounds of few draws at once, of which a scale takes the mean.</summary>
public sealed class VimcoFitTests
{
    private const int Copies = 1000;

    [Test]
    public void The_posterior_of_coins_is_reached()
    {
        static Program<int> Copied(Action program) => _ =>
        {
            using Scope mean = new Scale(1.0 / Copies).Enter();
            using Plate copies = Plate("copies", Copies, dim: -2), rows = Plate("rows", CoinFlips.Count);
            program();
        };
        using var svi = new Svi<int>(
            Copied(() => Sample("y", new Normal(Sample("c", new Bernoulli(0.3)), 1), obs: torch.tensor(CoinFlips.Data))),
            Copied(() => Sample("c", Bernoulli.FromLogits(Param("l", () => torch.zeros([CoinFlips.Count], torch.float64))))),
            new ClippedAdam(0.1, decay: Math.Pow(1e-3, 1.0 / 700)), new Vimco(4), new Rng(1, torch.float64));
        for (int step = 0; step < 700; step++) svi.Step(0);
        double[] found = [.. TensorText.ToDoubles(svi.Parameters["l"].Constrained()).Select(logit => 1 / (1 + Math.Exp(-logit)))];
        double Heads(double y) => 0.3 * Math.Exp(Weights.LogNormal(y, 1, 1));
        double Both(double y) => Heads(y) + (0.7 * Math.Exp(Weights.LogNormal(y, 0, 1)));
        double[] exact = [.. CoinFlips.Data.Select(y => Heads(y) / Both(y))], sd = [.. exact.Select(p => Math.Sqrt(p * (1 - p)))];
        GuideFits.AssertExact(svi, exact, sd, found, [.. found.Select(p => Math.Sqrt(p * (1 - p)))], CoinFlips.Data.Sum(y => Math.Log(Both(y))));
    }
}
