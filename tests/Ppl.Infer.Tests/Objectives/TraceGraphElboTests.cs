using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Which terms a draw is charged with: at one fixed draw the gradient is the one derived by hand.</summary>
public sealed class TraceGraphElboTests
{
    private const double L = 0.4;

    private static double P => 1 / (1 + Math.Exp(-L));

    /// <summary>score_i (scale + scale · loss_i): no other row's cost.</summary>
    [TestCase(null)]
    [TestCase(2L)]
    public void In_a_plate_a_draw_is_charged_with_its_own_row(long? subsample)
    {
        using var estimates = new Estimates(new TraceGraphElbo(), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        int[] looked = [];
        double[] coins = [];
        estimates.Next(estimate =>
        {
            Trace guide = estimate.Runs[0].Guide;
            looked = guide.OfType<PlateSite>().Single().Value is { } indices ? [.. TensorText.ToDoubles(indices).Select(index => (int)index)] : [0, 1, 2, 3];
            coins = TensorText.ToDoubles(guide["c"].Value!);
        });
        double scale = (double)CoinFlips.Count / looked.Length;
        var expected = new double[CoinFlips.Count];
        foreach ((int i, double coin) in looked.Zip(coins)) expected[i] = CoinFlips.Score(i, coin) * scale * (1 + CoinFlips.Loss(i, coin));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void In_a_plate_each_row_has_an_average_of_its_own()
    {
        using var estimates = new Estimates(new TraceGraphElbo(), () => CoinFlips.Model(null), () =>
        {
            using Plate rows = Plate("rows", CoinFlips.Count);
            Sample("c", Bernoulli.FromLogits(Param("l", CoinFlips.Logits, eventDim: 0)), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction(Baseline.DecayingAverage()) });
        }, plateDepth: 1);
        var average = new double[CoinFlips.Count];
        for (int step = 0; step < 4; step++)
        {
            double[] coins = [];
            estimates.Next(estimate => coins = TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!));
            Assert.That(estimates.Gradient("l"), Is.EqualTo(coins.Select((coin, i) => CoinFlips.Score(i, coin) * (1 + CoinFlips.Loss(i, coin) - average[i]))).Within(1e-9), $"step {step}");
            for (int i = 0; i < average.Length; i++) average[i] = (step == 0 ? 0 : 0.9 * average[i]) + ((step == 0 ? 1 : 0.1) * CoinFlips.Loss(i, coins[i]));
        }
    }

    /// <summary>The rows that a step looks at are others in the next, so that they share an average.</summary>
    [Test]
    public void Rows_of_a_subsampled_plate_share_an_average()
    {
        var elbo = new TraceGraphElbo();
        using var estimates = new Estimates(elbo, () => CoinFlips.Model(2), () =>
        {
            using Plate rows = Plate("rows", CoinFlips.Count, 2);
            Sample("c", Bernoulli.FromLogits(Param("l", CoinFlips.Logits, eventDim: 0)), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction(Baseline.DecayingAverage()) });
        }, plateDepth: 1);
        double loss = estimates.Next();
        Assert.That(BaselineTests.Averages(elbo)["c"], Is.EqualTo(new[] { loss / 2 }).Within(1e-12));
    }

    /// <summary>Two coins that have nothing to do with each other, without a plate.</summary>
    [Test]
    public void A_draw_is_not_charged_with_what_does_not_depend_on_it()
    {
        double a = 0, b = 0;
        using var estimates = Two(
            model: () =>
            {
                Sample("u", new Normal(Sample("a", new Bernoulli(0.3)), 1), obs: torch.tensor(1.0));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.6)), 1), obs: torch.tensor(-2.0));
            },
            ofSecond: _ => Param("k", L));
        estimates.Next(estimate => (a, b) = Values(estimate));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + Coin(a, P, 0.3) - LogNormal(1, a))).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - P) * (1 + Coin(b, P, 0.6) - LogNormal(-2, b))).Within(1e-9));
    }

    /// <summary>The guide draws b by a, so that a bears on what b costs; b does not bear on what depends on a alone.</summary>
    [Test]
    public void A_draw_is_charged_with_what_later_draws_of_the_guide_that_depend_on_it_cost()
    {
        double a = 0, b = 0;
        using var estimates = Two(
            model: () =>
            {
                Sample("u", new Normal(Sample("a", new Bernoulli(0.3)), 1), obs: torch.tensor(1.0));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.6)), 1), obs: torch.tensor(-2.0));
            },
            ofSecond: a => Param("k", L) + a);
        estimates.Next(estimate => (a, b) = Values(estimate));
        double q = 1 / (1 + Math.Exp(-L - a)), first = Coin(a, P, 0.3) - LogNormal(1, a), second = Coin(b, q, 0.6) - LogNormal(-2, b);
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + first + second)).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - q) * (1 + second)).Within(1e-9));
    }

    /// <summary>The model's b depends on a: a bears on log p(b | a), and not on what else b costs.</summary>
    [Test]
    public void A_draw_is_charged_with_the_models_terms_that_it_enters()
    {
        double a = 0, b = 0;
        using var estimates = Two(
            model: () =>
            {
                Tensor a = Sample("a", new Bernoulli(0.3));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.2 + 0.5 * a)), 1), obs: torch.tensor(-2.0));
            },
            ofSecond: _ => Param("k", L));
        estimates.Next(estimate => (a, b) = Values(estimate));
        double prior = 0.2 + (0.5 * a), inModel = LogCoin(b, prior);
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + Coin(a, P, 0.3) - inModel)).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - P) * (1 + LogCoin(b, P) - inModel - LogNormal(-2, b))).Within(1e-9));
    }

    /// <summary>A pathwise latent between two draws hands the charge on, and carries its own gradient.</summary>
    [Test]
    public void Through_a_pathwise_draw_of_the_guide_a_draw_is_charged_likewise()
    {
        using var estimates = new Estimates(
            new TraceGraphElbo(),
            model: () =>
            {
                Sample("a", new Bernoulli(0.3));
                Sample("u", new Normal(Sample("z", new Normal(0, 1)), 1), obs: torch.tensor(1.0));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.6)), 1), obs: torch.tensor(-2.0));
            },
            guide: () =>
            {
                Tensor a = Sample("a", Bernoulli.FromLogits(Param("l", L)));
                Sample("z", new Normal(Param("m", 0.5) + a, 1));
                Sample("b", Bernoulli.FromLogits(Param("k", L)));
            });
        double a = 0, b = 0, z = 0;
        estimates.Next(estimate =>
        {
            (a, b) = Values(estimate);
            z = (double)estimate.Runs[0].Guide["z"].Value!;
        });
        double cost = Coin(a, P, 0.3) + LogNormal(z, 0.5 + a) - LogNormal(z, 0) - LogNormal(1, z);
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + cost)).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - P) * (1 + Coin(b, P, 0.6) - LogNormal(-2, b))).Within(1e-9));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(z - (1 - z)).Within(1e-9));
    }

    /// <summary>A coin for each group and, below it, one for each cell: 3 groups of 2 cells.</summary>
    [Test]
    public void In_nested_plates_a_draw_is_charged_with_all_that_is_inside_its_own_element()
    {
        double[,] y = { { 1, -1, 2 }, { 0.5, 0, -2 } };
        void Nested(Func<Tensor> group, Func<Tensor, Tensor> cell, bool isModel)
        {
            using Plate groups = Plate("groups", 3);
            Tensor g = Sample("g", Bernoulli.FromLogits(group()));
            using Plate cells = Plate("cells", 2);
            Tensor c = Sample("c", Bernoulli.FromLogits(cell(g)));
            if (isModel) Sample("y", new Normal(g + c, 1), obs: torch.tensor(y));
        }
        using var estimates = new Estimates(
            new TraceGraphElbo(),
            () => Nested(() => torch.tensor(0.3), g => g - 0.5, isModel: true),
            () => Nested(() => Param("l", [L, L, L]), _ => Param("k", () => torch.full([2, 3], L, torch.ScalarType.Float64)), isModel: false),
            plateDepth: 2);
        double[] g = [], c = [];
        estimates.Next(estimate => (g, c) = (TensorText.ToDoubles(estimate.Runs[0].Guide["g"].Value!), TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!)));

        double Cell(int row, int group) => -LogCoin(c[(row * 3) + group], Sigmoid(g[group] - 0.5)) - LogNormal(y[row, group], g[group] + c[(row * 3) + group]);
        var ofGroups = new double[3];
        var ofCells = new double[6];
        for (int group = 0; group < 3; group++)
        {
            ofGroups[group] = (g[group] - P) * (1 + LogCoin(g[group], P) - LogCoin(g[group], Sigmoid(0.3)) + Cell(0, group) + Cell(1, group));
            for (int row = 0; row < 2; row++)
            {
                double coin = c[(row * 3) + group];
                ofCells[(row * 3) + group] = (coin - P) * (1 + LogCoin(coin, P) + Cell(row, group));
            }
        }
        Assert.That(estimates.Gradient("l"), Is.EqualTo(ofGroups).Within(1e-9));
        Assert.That(estimates.Gradient("k"), Is.EqualTo(ofCells).Within(1e-9));
    }

    /// <summary>The guide draws m by all of the coins, and then each row's b by m: through m, a coin bears on every row.</summary>
    [Test]
    public void A_path_out_of_a_plate_and_back_into_it_leads_to_all_of_its_rows()
    {
        using var estimates = new Estimates(
            new TraceGraphElbo(),
            model: () =>
            {
                Sample("m", new Normal(0, 1));
                using Plate rows = Plate("rows", 2);
                Sample("a", new Bernoulli(0.3));
                Sample("b", new Bernoulli([0.6, 0.1]));
            },
            guide: () =>
            {
                Tensor a;
                using (Plate("rows", 2)) a = Sample("a", Bernoulli.FromLogits(Param("l", [L, L])));
                Tensor m = Sample("m", new Normal(a.sum(-1), 1), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction() });
                using (Plate("rows", 2)) Sample("b", Bernoulli.FromLogits(Param("k", L) + m));
            },
            plateDepth: 1);
        double[] a = [], b = [];
        double m = 0;
        double loss = estimates.Next(estimate =>
        {
            Trace guide = estimate.Runs[0].Guide;
            (a, b, m) = (TensorText.ToDoubles(guide["a"].Value!), TensorText.ToDoubles(guide["b"].Value!), (double)guide["m"].Value!);
        });
        double own = loss - Coin(a[0], P, 0.3) - Coin(a[1], P, 0.3);
        Assert.That(estimates.Gradient("l"), Is.EqualTo(a.Select(coin => (coin - P) * (1 + own + Coin(coin, P, 0.3)))).Within(1e-9));
    }

    /// <summary>What runs without error and is not element by element: the sum would swallow the dim of two values side by side, and a plate's rows are mixed.</summary>
    [Test]
    public void A_program_that_sums_over_everything_is_found_out_by_numbers()
    {
        double a = 0, b = 0;
        using var estimates = Two(
            model: () =>
            {
                Sample("u", new Normal(Sample("a", new Bernoulli(0.3)).sum(), 1), obs: torch.tensor(1.0));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.6)), 1), obs: torch.tensor(-2.0));
            },
            ofSecond: _ => Param("k", L));
        estimates.Next(estimate => (a, b) = Values(estimate));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + Coin(a, P, 0.3) - LogNormal(1, a))).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - P) * (1 + Coin(b, P, 0.6) - LogNormal(-2, b))).Within(1e-9));
    }

    [Test]
    public void Rows_that_are_mixed_are_charged_with_all_rows_that_they_enter()
    {
        double[] y = [1, -2, 0.5];
        using var estimates = new Estimates(
            new TraceGraphElbo(),
            model: () =>
            {
                using Plate rows = Plate("rows", 3);
                Tensor c = Sample("c", new Bernoulli(0.3));
                Sample("y", new Normal(c.cumsum(-1), 1), obs: torch.tensor(y));
            },
            guide: () =>
            {
                using Plate rows = Plate("rows", 3);
                Sample("c", Bernoulli.FromLogits(Param("l", [L, L, L])));
            },
            plateDepth: 1);
        double[] c = [];
        estimates.Next(estimate => c = TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!));
        double data = -Enumerable.Range(0, 3).Sum(i => LogNormal(y[i], c[..(i + 1)].Sum()));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(c.Select(coin => (coin - P) * (1 + Coin(coin, P, 0.3) + data))).Within(1e-9));
    }

    /// <summary>The program branches on a value: a keeps all terms of the model and what comes after it in the guide.</summary>
    [Test]
    public void Where_a_program_does_not_broadcast_nothing_that_may_depend_is_left_out()
    {
        double a = 0, b = 0;
        using var estimates = Two(
            model: () =>
            {
                Tensor a = Sample("a", new Bernoulli(0.3));
                Sample("u", new Normal((double)a > 0 ? 3 : 0, 1), obs: torch.tensor(1.0));
                Sample("v", new Normal(Sample("b", new Bernoulli(0.6)), 1), obs: torch.tensor(-2.0));
            },
            ofSecond: _ => Param("k", L));
        double loss = estimates.Next(estimate => (a, b) = Values(estimate));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + loss)).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((b - P) * (1 + Coin(b, P, 0.6) - LogNormal(-2, b))).Within(1e-9));
    }

    /// <summary>Four elements, each with false alarm 1e-6; 100,000 draws.</summary>
    [TestCase(null)]
    [TestCase(2L)]
    public void The_mean_of_the_gradients_is_the_exact_gradient(long? subsample)
    {
        using var estimates = new Estimates(new TraceGraphElbo(500, vectorize: true), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        double[][] gradients = estimates.Gradients(200, "l");
        for (int i = 0; i < CoinFlips.Count; i++) StatisticalAssert.Mean(gradients[i], CoinFlips.ExactGradient(i));
    }

    /// <summary>Looking for what depends on what draws with a generator of its own.</summary>
    [Test]
    public void The_draws_are_those_of_the_plain_objective()
    {
        using var graph = new Estimates(new TraceGraphElbo(2), () => CoinFlips.Model(2), () => CoinFlips.Guide(2), plateDepth: 1);
        using var plain = new Estimates(new TraceElbo(2), () => CoinFlips.Model(2), () => CoinFlips.Guide(2), plateDepth: 1);
        Assert.That(graph.Losses(4), Is.EqualTo(plain.Losses(4)));
    }

    [Test]
    public void Without_draws_of_that_kind_the_surrogate_is_the_loss()
    {
        using var estimates = new Estimates(new TraceGraphElbo(), ConjugateNormal.Model, () => ConjugateNormal.Guide(0.6, 0.4));
        estimates.Next(estimate => Assert.That((double)estimate.Surrogate, Is.EqualTo(estimate.Loss)));
    }

    /// <summary>A factor weighs draws that are not its own, and is charged with everything.</summary>
    [Test]
    public void A_factor_of_the_guide_is_charged_with_all_terms()
    {
        using var estimates = new Estimates(
            new TraceGraphElbo(),
            model: () => Sample("a", new Bernoulli(0.3)),
            guide: () =>
            {
                Sample("a", Bernoulli.FromLogits(Param("l", L)));
                Factor("f", Param("w", 3.5), reparameterized: false);
            });
        double a = 0, loss = estimates.Next(estimate => a = (double)estimate.Runs[0].Guide["a"].Value!);
        Assert.That(estimates.Gradient("w").Single(), Is.EqualTo(1 + loss).Within(1e-9));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo((a - P) * (1 + Coin(a, P, 0.3))).Within(1e-9));
    }

    [Test]
    public void An_enumerated_site_is_refused()
    {
        using var estimates = new Estimates(
            new TraceGraphElbo(), () => Sample("a", new Bernoulli(0.3)),
            () => Sample("a", Bernoulli.FromLogits(Param("l", L)), options: new SiteOptions { Enumeration = Enumeration.Parallel }));
        Assert.That(() => estimates.Next(), Raises.Code("PPL010"));
    }

    /// <summary>Coins a and b, of logits l and what <paramref name="ofSecond"/> makes of a.</summary>
    private static Estimates Two(Action model, Func<Tensor, Tensor> ofSecond) => new(new TraceGraphElbo(), model, () =>
    {
        Tensor a = Sample("a", Bernoulli.FromLogits(Param("l", L)));
        Sample("b", Bernoulli.FromLogits(ofSecond(a)));
    });

    private static (double A, double B) Values(ElboEstimate estimate) => ((double)estimate.Runs[0].Guide["a"].Value!, (double)estimate.Runs[0].Guide["b"].Value!);

    private static double Coin(double coin, double q, double p) => LogCoin(coin, q) - LogCoin(coin, p);

    private static double LogCoin(double coin, double p) => Math.Log(coin == 1 ? p : 1 - p);

    private static double LogNormal(double x, double mean) => (-(x - mean) * (x - mean) / 2) - (Math.Log(2 * Math.PI) / 2);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
