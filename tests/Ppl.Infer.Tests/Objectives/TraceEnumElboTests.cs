using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class TraceEnumElboTests
{
    private const int Depth = 2;

    private static readonly SiteOptions Drawn = new() { Enumeration = Enumeration.Drawn };

    [Test]
    public void The_bound_and_its_gradients_are_those_of_the_sum_over_every_value([ValueSource(typeof(DiscretePrograms), nameof(DiscretePrograms.All))] object pair)
    {
        var programs = (Pair)pair;
        using var estimates = new Estimates(new TraceEnumElbo(), programs.Model, programs.Guide, Depth);
        using var exact = new Estimates(new BruteForceElbo(), programs.Model, programs.Guide, Depth);
        Assert.That(estimates.Next(), Is.EqualTo(exact.Next()).Within(1e-10));
        Assert.That(Gradients(estimates), Is.EqualTo(Gradients(exact)).Within(1e-10));
    }

    /// <summary>Nothing is drawn, so that each particle has the exact bound.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void Particles_do_not_change_what_is_exact(bool vectorize)
    {
        foreach (Pair programs in DiscretePrograms.All)
        {
            using var one = new Estimates(new TraceEnumElbo(), programs.Model, programs.Guide, Depth);
            using var many = new Estimates(new TraceEnumElbo(particles: 3, vectorize), programs.Model, programs.Guide, Depth);
            Assert.That(many.Next(), Is.EqualTo(one.Next()).Within(1e-12), programs.Name);
            Assert.That(Gradients(many), Is.EqualTo(Gradients(one)).Within(1e-12), programs.Name);
        }
    }

    [Test]
    public void With_the_exact_posterior_as_guide_the_bound_is_the_log_evidence()
    {
        double[] data = [0.3, -1.2, 2.4];
        void Model()
        {
            using Plate rows = Plate("rows", data.Length);
            Tensor z = Sample("z", new Categorical(torch.tensor([0.2, 0.3, 0.5])));
            Sample("y", new Normal(torch.tensor([-1.0, 0.5, 2.0]), 1).Gather(z), obs: torch.tensor(data));
        }
        using var engine = new InferDiscrete<int>(_ => Model(), new Rng(1, torch.ScalarType.Float64));
        using TensorScope scope = TensorScope.Begin();
        Tensor posterior = engine.Marginals(0)["z"];
        using var estimates = new Estimates(new TraceEnumElbo(), Model, () => { using Plate rows = Plate("rows", data.Length); Sample("z", new Categorical(posterior)); }, plateDepth: 1);
        Assert.That(-estimates.Next(), Is.EqualTo(engine.LogEvidence(0)).Within(1e-10));
    }

    [Test]
    public void At_one_draw_a_guide_of_all_kinds_has_the_estimator_derived_by_hand()
    {
        using var estimates = new Estimates(new TraceEnumElbo(), MixedDraws.Model, MixedDraws.Guide);
        double[] d = [], x = [];
        double loss = estimates.Next(estimate =>
        {
            d = TensorText.ToDoubles(estimate.Runs[0].Guide["d"].Value!);
            x = TensorText.ToDoubles(estimate.Runs[0].Guide["x"].Value!);
        });
        double[] after = [.. Enumerable.Range(0, 3).Select(z => MixedDraws.CostAfter(z, d[z], x[z]))];
        double[] q = [.. Enumerable.Range(0, 3).Select(MixedDraws.Weight)];
        double expected = Enumerable.Range(0, 3).Sum(z => q[z] * (Math.Log(q[z]) + after[z]));
        Assert.That(loss, Is.EqualTo(expected).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(Enumerable.Range(0, 3).Select(z => q[z] * (Math.Log(q[z]) + after[z] - expected))).Within(1e-10));
        Assert.That(estimates.Gradient("a"), Is.EqualTo(Enumerable.Range(0, 3).Select(z => q[z] * (d[z] - MixedDraws.Chance(z)) * (1 + after[z]))).Within(1e-10));
        Assert.That(estimates.Gradient("m"), Is.EqualTo(Enumerable.Range(0, 3).Select(z => q[z] * ((x[z] / 4) - MixedDraws.Error(z, d[z], x[z])))).Within(1e-10));
    }

    /// <summary>100,000 draws, in a hundred means of a thousand; ten numbers, each with false alarm 1e-6.</summary>
    [Test]
    public void The_mean_of_many_mixed_estimates_is_the_exact_bound_and_gradient()
    {
        using var estimates = new Estimates(new TraceEnumElbo(particles: 1000, vectorize: true), MixedDraws.Model, MixedDraws.Guide);
        const int count = 100;
        var losses = new double[count];
        double[][] all = [.. Enumerable.Range(0, count).Select(i =>
        {
            losses[i] = estimates.Next();
            return (double[])[.. estimates.Gradient("l"), .. estimates.Gradient("a"), .. estimates.Gradient("m")];
        })];
        int[] each = [0, 1, 2];
        double[] exact = [.. each.Select(MixedDraws.ExactLogitGradient), .. each.Select(MixedDraws.ExactCoinGradient), .. each.Select(MixedDraws.ExactMeanGradient)];
        StatisticalAssert.Mean(losses, MixedDraws.ExactLoss);
        for (int i = 0; i < exact.Length; i++) StatisticalAssert.Mean([.. all.Select(gradients => gradients[i])], exact[i]);
    }

    [TestCase(null)]
    [TestCase(2L)]
    public void A_subsampled_plate_scales_what_its_elements_cost(long? subsample)
    {
        using var estimates = new Estimates(new TraceEnumElbo(), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        int[] looked = [];
        double loss = estimates.Next(estimate => looked = Looked(estimate));
        double scale = (double)CoinFlips.Count / looked.Length;
        var gradient = new double[CoinFlips.Count];
        foreach (int i in looked) gradient[i] = scale * CoinFlips.ExactGradient(i);
        Assert.That(loss, Is.EqualTo(scale * looked.Sum(CoinFlips.ExactLossOf)).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(gradient).Within(1e-10));
    }

    /// <summary>Elements of a plate are independent: a draw weighs what its own element costs, and no other's.</summary>
    [TestCase(null)]
    [TestCase(2L)]
    public void At_one_draw_a_score_weighs_its_own_element(long? subsample)
    {
        using var estimates = new Estimates(new TraceEnumElbo(), () => CoinFlips.Model(subsample), () => DrawnCoins(subsample), plateDepth: 1);
        int[] looked = [];
        double[] coins = [];
        double loss = estimates.Next(estimate => (looked, coins) = (Looked(estimate), TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!)));
        double scale = (double)CoinFlips.Count / looked.Length;
        var gradient = new double[CoinFlips.Count];
        foreach ((int i, double coin) in looked.Zip(coins)) gradient[i] = scale * CoinFlips.Score(i, coin) * (1 + CoinFlips.Loss(i, coin));
        Assert.That(loss, Is.EqualTo(scale * looked.Zip(coins, CoinFlips.Loss).Sum()).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(gradient).Within(1e-10));
    }

    /// <summary>What depends on all draws of a plate together is weighed by all of their scores.</summary>
    [Test]
    public void At_one_draw_a_score_weighs_what_stands_outside_its_plate()
    {
        using var estimates = new Estimates(
            new TraceEnumElbo(),
            model: () =>
            {
                Tensor coins;
                using (Plate("rows", 3)) coins = Sample("c", new Bernoulli(0.3));
                Sample("y", new Normal(coins.sum(dim: -1), 1), obs: torch.tensor(2.5));
            },
            guide: () => { using Plate rows = Plate("rows", 3); Sample("c", Bernoulli.FromLogits(Param("l", [0.4, -0.2, 0.9], eventDim: 0)), options: Drawn); },
            plateDepth: 1);
        double[] c = [], logits = [0.4, -0.2, 0.9];
        estimates.Next(estimate => c = TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!));
        double outside = (0.5 * Math.Pow(2.5 - c.Sum(), 2)) + (0.5 * Math.Log(2 * Math.PI));
        double[] q = [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
        IEnumerable<double> expected = c.Select((coin, i) =>
            (coin - q[i]) * (1 + outside + Math.Log(coin == 1 ? q[i] : 1 - q[i]) - Math.Log(coin == 1 ? 0.3 : 0.7)));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void A_mixture_in_a_subsampled_plate_multiplies_the_sum_of_its_rows()
    {
        double[] data = [0.3, -1.2, 2.4, 0.8];
        void Model(int size)
        {
            using Plate rows = Plate("rows", size, data.Length);
            Tensor z = Sample("z", new Categorical(Param("w", [0.3, 0.7], Constraints.Simplex)));
            Sample("y", new Normal(Param("m", [-1.0, 1.0]), 1).Gather(z), obs: torch.tensor(data));
        }
        using var part = new Estimates(new TraceEnumElbo(), () => Model(12), () => { }, plateDepth: 1);
        using var whole = new Estimates(new TraceEnumElbo(), () => Model(4), () => { }, plateDepth: 1);
        Assert.That(part.Next(), Is.EqualTo(3 * whole.Next()).Within(1e-10));
        Assert.That(Gradients(part), Is.EqualTo(Gradients(whole).Select(number => 3 * number)).Within(1e-10));
    }

    [Test]
    public void Scales_weigh_the_terms_and_not_the_probabilities()
    {
        using var estimates = new Estimates(
            new TraceEnumElbo(),
            model: () => { using Scope three = new Scale(3).Enter(); Factor("f", Param("m", 0.8) * Sample("z", new Bernoulli(0.3))); },
            guide: () => { using Scope half = new Scale(0.5).Enter(); Sample("z", Bernoulli.FromLogits(Param("l", 0.4))); });
        double q = 1 / (1 + Math.Exp(-0.4));
        double Cost(int z) => (0.5 * Math.Log(z == 1 ? q : 1 - q)) - (3 * (Math.Log(z == 1 ? 0.3 : 0.7) + (0.8 * z)));
        Assert.That(estimates.Next(), Is.EqualTo((q * Cost(1)) + ((1 - q) * Cost(0))).Within(1e-12));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(q * (1 - q) * (Cost(1) - Cost(0))).Within(1e-12));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(-3 * q).Within(1e-12));
    }

    [Test]
    public void Particles_side_by_side_are_each_the_bound_at_its_draw()
    {
        double[] data = [0.1, -0.4, 2.0];
        void Model()
        {
            Tensor x = Sample("x", new Normal(0, 1));
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(x + Sample("z", new Categorical(torch.tensor([0.2, 0.3, 0.5]))), 1), obs: torch.tensor(data));
        }
        using var estimates = new Estimates(new TraceEnumElbo(5, vectorize: true), Model, () => Sample("x", new Normal(Param("m", 0.3), 1)), plateDepth: 1);
        double[] drawn = [];
        double loss = estimates.Next(estimate => drawn = TensorText.ToDoubles(estimate.Runs[0].Guide["x"].Value!));
        double Density(double value, double mean) => MathNet.Numerics.Distributions.Normal.PDF(mean, 1, value);
        double Each(double x) => Math.Log(Density(x, 0.3) / Density(x, 0))
            - data.Sum(y => Math.Log((0.2 * Density(y, x)) + (0.3 * Density(y, x + 1)) + (0.5 * Density(y, x + 2))));
        Assert.That(drawn, Is.Unique.And.Length.EqualTo(5));
        Assert.That(loss, Is.EqualTo(drawn.Average(Each)).Within(1e-10));
    }

    [Test]
    public void Values_that_both_exclude_cost_nothing_and_have_no_gradient()
    {
        using var estimates = new Estimates(
            new TraceEnumElbo(),
            model: () => { Tensor z = Sample("z", new Categorical(torch.tensor([0.0, 0.4, 0.6]))); Sample("w", new Categorical(torch.tensor(new[,] { { 1.0, 0 }, { 0.5, 0.5 }, { 1, 0 } })).Gather(z)); },
            guide: () => Sample("z", new Categorical(torch.cat([torch.zeros([1], torch.float64), Param("q", [0.7, 0.3], Constraints.Simplex)]))));
        Assert.That(estimates.Next(), Is.EqualTo((0.7 * Math.Log(0.7 / 0.4)) + (0.3 * Math.Log(0.3 / 0.6))).Within(1e-12));
        Assert.That(estimates.Gradient("q"), Has.All.Matches<double>(double.IsFinite).And.Some.Not.Zero);
    }

    [Test]
    public void A_score_at_values_that_both_exclude_is_finite_too()
    {
        using var estimates = new Estimates(
            new TraceEnumElbo(),
            model: () => { Tensor z = Sample("z", new Categorical(torch.tensor([0.0, 0.4, 0.6]))); Sample("d", new Bernoulli(0.3)); },
            guide: () =>
            {
                Tensor z = Sample("z", new Categorical(torch.cat([torch.zeros([1], torch.float64), Param("q", [0.7, 0.3], Constraints.Simplex)])));
                Sample("d", Bernoulli.FromLogits(Param("a", [0.1, 0.2, 0.3])[z]), options: Drawn);
            });
        Assert.That(double.IsFinite(estimates.Next()));
        Assert.That(Gradients(estimates), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void A_value_that_the_model_excludes_and_the_guide_does_not_is_PPL201()
    {
        using var estimates = new Estimates(new TraceEnumElbo(), () => Sample("z", new Categorical(torch.tensor([0.0, 0.4, 0.6]))), () => Sample("z", new Categorical(Param("q", [1e-9, 0.4, 0.6], Constraints.Simplex))));
        Assert.That(() => estimates.Next(), Raises.Code("PPL201").With.Message.Contains("\"z\""));
    }

    [Test]
    public void A_sum_of_nothing_possible_is_PPL201()
    {
        using var estimates = new Estimates(new TraceEnumElbo(), () => { Tensor z = Sample("z", new Bernoulli(Param("p", 0.3))); Factor("f", z * 0 + double.NegativeInfinity); }, () => { });
        Assert.That(() => estimates.Next(), Raises.Code("PPL201"));
    }

    /// <summary>Two elements, each with false alarm 1e-6.</summary>
    [TestCase(4)]
    [TestCase(1)]
    public void Draws_in_place_of_a_support_have_the_exact_mean(int draws)
    {
        var several = new SiteOptions { Enumeration = Enumeration.MonteCarlo(draws) };
        void Model() => Factor("f", torch.tensor([0.3, -1.0, 0.8])[Sample("w", new Categorical(torch.tensor(new[,] { { 0.2, 0.3, 0.5 }, { 0.6, 0.2, 0.2 } })).Gather(Sample("z", new Categorical(torch.tensor([0.3, 0.7])))))]);
        void Guide(SiteOptions? how)
        {
            Tensor z = Sample("z", Categorical.FromLogits(Param("l", [0.2, -0.1])));
            Sample("w", Categorical.FromLogits(Param("a", () => torch.tensor(new[,] { { 0.5, 0.1, -0.2 }, { 0, 0.3, 0.4 } }))[z]), options: how);
        }
        using var exact = new Estimates(new TraceEnumElbo(), Model, () => Guide(null));
        using var estimates = new Estimates(new TraceEnumElbo(particles: 200, vectorize: true), Model, () => Guide(several));
        double expected = exact.Next();
        double[] gradient = exact.Gradient("a");
        var losses = new double[200];
        double[][] gradients = [.. Enumerable.Range(0, losses.Length).Select(i =>
        {
            losses[i] = estimates.Next();
            return estimates.Gradient("a");
        })];
        StatisticalAssert.Mean(losses, expected);
        for (int i = 0; i < gradient.Length; i++) StatisticalAssert.Mean([.. gradients.Select(one => one[i])], gradient[i]);
    }

    /// <summary>Its gradient comes by the relaxed draw, which is what the distribution was chosen for.</summary>
    [Test]
    public void A_draw_that_carries_a_gradient_is_drawn()
    {
        using var estimates = new Estimates(
            new TraceEnumElbo(), () => Factor("f", 2 * Sample("z", new RelaxedBernoulliStraightThrough(0.5, 0.3))), () => Sample("z", new RelaxedBernoulliStraightThrough(0.5, Param("p", 0.4, Constraints.UnitInterval))));
        estimates.Next(estimate => Assert.That(estimate.Runs[0].Guide["z"].Enumeration, Is.Null));
    }

    [Test]
    public void What_cannot_be_summed_is_refused()
    {
        static Action Estimate(Action model, Action guide, int depth = 1) => () => new Estimates(new TraceEnumElbo(), model, guide, depth).Next();
        static void Coin(string name, SiteOptions? options = null) => Sample(name, new Bernoulli(0.5), options: options);
        var sequential = new SiteOptions { Enumeration = Enumeration.Sequential };
        Assert.That(Estimate(() => Coin("z", Drawn), () => { }), Raises.Code("PPL004"));
        Assert.That(Estimate(() => Sample("z", new Poisson(3)), () => { }), Raises.Code("PPL004"));
        Assert.That(Estimate(() => Coin("z", sequential), () => { }), Raises.Code("PPL010").With.Message.Contains("sequential"));
        Assert.That(Estimate(() => Coin("z"), () => Coin("z", sequential)), Raises.Code("PPL010"));
        Assert.That(Estimate(() => { using Plate rows = Plate("rows", 3); Coin("z"); }, () => Coin("z")), Raises.Code("PPL111"));
        Assert.That(Estimate(() => { for (int i = 0; i < 70; i++) Coin($"z{i}"); }, () => { }), Raises.Code("PPL113"));
        Assert.That(
            Estimate(
                () => { Tensor m = Sample("m", new Bernoulli(0.5)); using Plate rows = Plate("rows", 3); Factor("f", m * Sample("z", new Bernoulli(0.5))); },
                () => { using Plate rows = Plate("rows", 3); Coin("z"); }),
            Raises.Code("PPL031").With.Message.Contains("which the guide enumerates"));
        Assert.That(
            Estimate(() => { Tensor z; using (Plate("rows", 3)) z = Sample("z", new Bernoulli(torch.tensor([0.1, 0.2, 0.3]))); Factor("f", (z * torch.ones([3])).sum(-1, keepdim: true)); }, () => { }),
            Raises.Code("PPL031").With.Message.Contains("all elements"));
        Assert.That(
            Estimate(
                () => { foreach (int t in Markov(4, history: 4)) Coin($"z{t}"); },
                () => { foreach (int t in Markov(4, history: 1)) Coin($"z{t}"); }),
            Raises.Code("PPL114").With.Message.Contains("history"));
    }

    private static void DrawnCoins(long? subsample)
    {
        using Plate rows = Plate("rows", CoinFlips.Count, subsample);
        Sample("c", Bernoulli.FromLogits(Param("l", CoinFlips.Logits, eventDim: 0)), options: Drawn);
    }

    private static int[] Looked(ElboEstimate estimate) =>
        estimate.Runs[0].Guide.OfType<PlateSite>().Single().Value is { } rows ? [.. TensorText.ToDoubles(rows).Select(row => (int)row)] : [.. Enumerable.Range(0, CoinFlips.Count)];

    private static double[] Gradients(Estimates estimates) => [.. estimates.Parameters.SelectMany(parameter => estimates.Gradient(parameter.Name))];
}
