using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class ImportanceWeightedElboTests
{
    private const double M = 0.6, S = 0.4, Prior = 0.3;

    [TestCase(true, false)]
    [TestCase(false, false)]
    [TestCase(true, true)]
    [TestCase(false, true)]
    public void At_given_draws_bound_and_gradients_are_those_derived_by_hand(bool vectorize, bool doubly)
    {
        using var estimates = new Estimates(new ImportanceWeightedElbo(3, vectorize, doubly), Model, () => ConjugateNormal.Guide(M, S), plateDepth: 1);
        double[] z = [];
        double loss = estimates.Next(estimate => z = Weights.Draws(estimate, "z"));
        Assert.That(z, Has.Length.EqualTo(3).And.Unique);

        double[] logWeights = [.. z.Select(LogWeight)], shares = Weights.Shares(logWeights);
        double m = 0, s = 0, prior = 0;
        for (int k = 0; k < 3; k++)
        {
            double epsilon = (z[k] - M) / S, inModel = Score(z[k]), along = inModel + (epsilon / S);
            m -= doubly ? shares[k] * shares[k] * along : shares[k] * inModel;
            s -= S * (doubly ? shares[k] * shares[k] * along * epsilon : shares[k] * ((inModel * epsilon) + (1 / S)));
            prior -= shares[k] * (z[k] - Prior) / 4;
        }
        Assert.That(loss, Is.EqualTo(-Weights.LogMean(logWeights)).Within(1e-10));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(m).Within(1e-9));
        Assert.That(estimates.Gradient("s").Single(), Is.EqualTo(s).Within(1e-9), "in the unconstrained log s");
        Assert.That(estimates.Gradient("prior").Single(), Is.EqualTo(prior).Within(1e-9), "the model's own parameter");
    }

    /// <summary>The later draw moves with the earlier one: ∂z₂/∂a = b.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void The_doubly_reparameterised_gradient_goes_along_chains_of_draws(bool vectorize)
    {
        using var estimates = new Estimates(
            new ImportanceWeightedElbo(4, vectorize, doublyReparameterized: true),
            model: () => Sample("y", new Normal(Sample("z2", new Normal(Sample("z1", new Normal(0, 1)), 1)), 1), obs: torch.tensor(1.5)),
            guide: () => Sample("z2", new Normal(Param("b", 0.7) * Sample("z1", new Normal(Param("a", 0.2), 1)), 0.5)));
        double[] first = [], second = [];
        estimates.Next(estimate => (first, second) = (Weights.Draws(estimate, "z1"), Weights.Draws(estimate, "z2")));
        double[] logWeights = [.. first.Zip(second, (z1, z2) =>
            Weights.LogNormal(z1, 0, 1) + Weights.LogNormal(z2, z1, 1) + Weights.LogNormal(1.5, z2, 1) - Weights.LogNormal(z1, 0.2, 1) - Weights.LogNormal(z2, 0.7 * z1, 0.5))];
        double[] shares = Weights.Shares(logWeights);
        double a = 0, b = 0;
        for (int k = 0; k < 4; k++)
        {
            double z1 = first[k], z2 = second[k], residual = (z2 - (0.7 * z1)) / 0.25;
            double along1 = -z1 + (z2 - z1) + (z1 - 0.2) - (0.7 * residual), along2 = -(z2 - z1) + (1.5 - z2) + residual;
            a -= shares[k] * shares[k] * (along1 + (0.7 * along2));
            b -= shares[k] * shares[k] * along2 * z1;
        }
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo(a).Within(1e-9));
        Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(b).Within(1e-9));
    }

    /// <summary>A module's weight cannot be replaced by another tensor; held fixed, it gets the gradients of a parameter in its place.</summary>
    [Test]
    public void The_doubly_reparameterised_gradient_reaches_the_weights_of_modules()
    {
        using Tensor y = torch.tensor([0.3f, -1.2f, 2]).to(torch.float64);
        using TorchSharp.Modules.Linear encoder = torch.nn.Linear(1, 1, hasBias: false, dtype: torch.float64);
        void Model()
        {
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: y);
        }
        Action Guide(Func<Tensor> loc) => () =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("z", new Normal(loc(), 0.8));
        };
        double weight = (double)encoder.weight!;
        var elbo = new ImportanceWeightedElbo(4, doublyReparameterized: true);
        using var byModule = new Estimates(elbo, Model, Guide(() => Module("net", encoder, keepWeights: true).call(y.unsqueeze(-1)).squeeze(-1)), plateDepth: 1);
        using var byParam = new Estimates(elbo, Model, Guide(() => Param("w", weight) * y), plateDepth: 1);
        Assert.That(byModule.Next(), Is.EqualTo(byParam.Next()).Within(1e-12));
        Assert.That(byModule.Gradient("net.weight").Single(), Is.EqualTo(byParam.Gradient("w").Single()).Within(1e-12).And.Not.Zero);
        Assert.That(encoder.weight!.requires_grad, Is.True);
    }

    [TestCase(true, null)]
    [TestCase(false, null)]
    [TestCase(true, 2L)]
    [TestCase(false, 2L)]
    public void Elements_of_a_plate_around_all_have_weights_of_their_own(bool vectorize, long? subsample)
    {
        using var estimates = new Estimates(new ImportanceWeightedElbo(3, vectorize), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        int[] looked = [];
        double[] coins = [];
        double loss = estimates.Next(estimate => (looked, coins) = (Looked(estimate), Weights.Draws(estimate, "c")));

        double scale = (double)CoinFlips.Count / looked.Length, expectedLoss = 0;
        double[] gradient = new double[CoinFlips.Count];
        for (int place = 0; place < looked.Length; place++)
        {
            int i = looked[place];
            double[] own = [.. Enumerable.Range(0, 3).Select(k => coins[(k * looked.Length) + place])];
            double[] logWeights = [.. own.Select(coin => -CoinFlips.Loss(i, coin))], shares = Weights.Shares(logWeights);
            double bound = Weights.LogMean(logWeights);
            expectedLoss -= scale * bound;
            gradient[i] = -scale * own.Zip(shares, (coin, share) => CoinFlips.Score(i, coin) * (bound - share)).Sum();
        }
        Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(gradient).Within(1e-9));
    }

    [Test]
    public void One_site_outside_the_plate_makes_one_weight_of_all()
    {
        double[] y = [0.2, -0.9];
        using var estimates = new Estimates(
            new ImportanceWeightedElbo(3),
            model: () =>
            {
                Tensor mean = Sample("mean", new Normal(0, 1));
                using Plate rows = Plate("rows", 2);
                Sample("y", new Normal(Sample("z", new Normal(mean, 1)), 1), obs: torch.tensor(y));
            },
            guide: () =>
            {
                Sample("mean", new Normal(Param("m", 0.1), 1));
                using Plate rows = Plate("rows", 2);
                Sample("z", new Normal(0, 1));
            },
            plateDepth: 1);
        double[] mean = [], z = [];
        double loss = estimates.Next(estimate => (mean, z) = (Weights.Draws(estimate, "mean"), Weights.Draws(estimate, "z")));
        double LogWeight(int k) => Weights.LogNormal(mean[k], 0, 1) - Weights.LogNormal(mean[k], 0.1, 1)
            + Enumerable.Range(0, 2).Sum(i => Weights.LogNormal(z[(2 * k) + i], mean[k], 1) + Weights.LogNormal(y[i], z[(2 * k) + i], 1) - Weights.LogNormal(z[(2 * k) + i], 0, 1));
        Assert.That(loss, Is.EqualTo(-Weights.LogMean(Enumerable.Range(0, 3).Select(LogWeight))).Within(1e-10));
    }

    /// <summary>Many bounds at once, for the elements of a plate have bounds of their own; their exact mean by all 2³ triples. False alarm 1e-6.</summary>
    [Test]
    public void The_mean_of_score_function_gradients_is_the_exact_gradient()
    {
        var coins = new ManyCoins(draws: 3);
        StatisticalAssert.Mean(coins.Gradients(new ImportanceWeightedElbo(3)), coins.ExactGradient);
    }

    /// <summary>100,000 differences of two estimates at the same draws. False alarm 1e-6 each.</summary>
    [Test]
    public void The_doubly_reparameterised_gradient_has_the_mean_of_the_usual_one_and_less_variance()
    {
        var normals = new ManyNormals();
        (double[] m, double[] s) usual = normals.Gradients(new ImportanceWeightedElbo(5)), doubly = normals.Gradients(new ImportanceWeightedElbo(5, doublyReparameterized: true));
        StatisticalAssert.Mean([.. usual.m.Zip(doubly.m, (a, b) => a - b)], 0);
        StatisticalAssert.Mean([.. usual.s.Zip(doubly.s, (a, b) => a - b)], 0);
        Assert.That(Variance(doubly.m), Is.LessThan(0.5 * Variance(usual.m)));
        Assert.That(Variance(doubly.s), Is.LessThan(0.5 * Variance(usual.s)));
    }

    [Test]
    public void The_bound_rises_with_the_number_of_draws_to_the_log_evidence()
    {
        var normals = new ManyNormals(count: 10_000);
        double[] bounds = [.. new[] { 1, 2, 4, 16, 64 }.Select(particles => normals.Bound(new ImportanceWeightedElbo(particles)))];
        Assert.That(bounds, Is.Ordered.Ascending);
        Assert.That(bounds[0], Is.LessThan(ManyNormals.LogEvidence - 0.03));
        Assert.That(bounds[^1], Is.EqualTo(ManyNormals.LogEvidence).Within(2e-3));
    }

    [Test]
    public void With_one_draw_it_is_the_evidence_lower_bound()
    {
        using var one = new Estimates(new ImportanceWeightedElbo(1), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S));
        using var elbo = new Estimates(new TraceElbo(), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S));
        Assert.That(one.Next(), Is.EqualTo(elbo.Next()).Within(1e-12));
        Assert.That(one.Gradient("s").Single(), Is.EqualTo(elbo.Gradient("s").Single()).Within(1e-12));
    }

    [Test]
    public void Runs_one_after_another_look_at_one_subsample()
    {
        using var estimates = new Estimates(new ImportanceWeightedElbo(5, vectorize: false), () => CoinFlips.Model(2), () => CoinFlips.Guide(2), plateDepth: 1);
        estimates.Next(estimate => Assert.That(
            estimate.Runs.SelectMany(run => new[] { run.Guide, run.Model }).Select(trace => TensorText.ToDoubles(trace.OfType<PlateSite>().Single().Value!)),
            Has.All.EqualTo(TensorText.ToDoubles(estimate.Runs[0].Model.OfType<PlateSite>().Single().Value!))));
    }

    /// <summary>A plate that only the model opens, whose data no latent is inside.</summary>
    [Test]
    public void Runs_one_after_another_look_at_one_subsample_of_the_model()
    {
        using var estimates = new Estimates(
            new ImportanceWeightedElbo(5, vectorize: false),
            () =>
            {
                using Plate rows = Plate("rows", 100, 3);
                Sample("y", new Normal(Param("m", 0.0), 1), obs: rows.Subsample(torch.arange(100).to(torch.float64)));
            },
            () => { },
            plateDepth: 1);
        estimates.Next(estimate => Assert.That(estimate.Runs.Select(run => TensorText.ToDoubles(run.Model["y"].Value!)), Has.All.EqualTo(TensorText.ToDoubles(estimate.Runs[0].Model["y"].Value!))));
    }

    [Test]
    public void One_scale_around_everything_weighs_the_bound()
    {
        Action Scaled(Action program) => () =>
        {
            using Scope scale = new Scale(0.25).Enter();
            program();
        };
        void Guide() => ConjugateNormal.Guide(M, S);
        using var whole = new Estimates(new ImportanceWeightedElbo(4), ConjugateNormal.Model, Guide, plateDepth: 1);
        using var scaled = new Estimates(new ImportanceWeightedElbo(4), Scaled(ConjugateNormal.Model), Scaled(Guide), plateDepth: 1);
        Assert.That(scaled.Next(), Is.EqualTo(whole.Next() / 4).Within(1e-12));
        Assert.That(scaled.Gradient("m").Single(), Is.EqualTo(whole.Gradient("m").Single() / 4).Within(1e-12));
    }

    [Test]
    public void Scales_that_differ_within_a_weight_are_PPL030()
    {
        void Model()
        {
            Tensor mean = Sample("mean", new Normal(0, 1));
            using Plate rows = Plate("rows", 10, 5);
            Sample("y", new Normal(mean, 1), obs: torch.zeros([5], torch.float64));
        }
        void Guide() => Sample("mean", new Normal(Param("m", 0.0), 1));
        using var several = new Estimates(new ImportanceWeightedElbo(2), Model, Guide, plateDepth: 1);
        Assert.That(() => several.Next(), Raises.Code("PPL030").With.Message.Contains("sample site \"y\"").And.Message.Contains("scaled by 2 inside an importance weight"));
        using var one = new Estimates(new ImportanceWeightedElbo(1), Model, Guide, plateDepth: 1);
        using var elbo = new Estimates(new TraceElbo(), Model, Guide, plateDepth: 1);
        Assert.That(one.Next(), Is.EqualTo(elbo.Next()).Within(1e-6), "one weight has no mean to take");
    }

    [Test]
    public void A_flat_prior_is_no_term_of_the_weights()
    {
        using var estimates = new Estimates(
            new ImportanceWeightedElbo(3),
            () =>
            {
                using Scope flat = new FlatPriors().Enter();
                ConjugateNormal.Model();
            },
            () => ConjugateNormal.Guide(M, S),
            plateDepth: 1);
        double[] z = [];
        double loss = estimates.Next(estimate => z = Weights.Draws(estimate, "z"));
        Assert.That(loss, Is.EqualTo(-Weights.LogMean(z.Select(value => ConjugateNormal.Data.Sum(y => Weights.LogNormal(y, value, 1)) - Weights.LogNormal(value, M, S)))).Within(1e-10));
    }

    [Test]
    public void A_masked_element_adds_nothing()
    {
        Action Masked(Action program) => () =>
        {
            using Scope mask = new Mask(torch.tensor([true, false, true, false])).Enter();
            program();
        };
        using var estimates = new Estimates(new ImportanceWeightedElbo(3), Masked(() => CoinFlips.Model(null)), Masked(() => CoinFlips.Guide(null)), plateDepth: 1);
        double[] coins = [];
        double loss = estimates.Next(estimate => coins = Weights.Draws(estimate, "c"));
        double Bound(int i) => Weights.LogMean(Enumerable.Range(0, 3).Select(k => -CoinFlips.Loss(i, coins[(4 * k) + i])));
        Assert.That(loss, Is.EqualTo(-Bound(0) - Bound(2)).Within(1e-10));
        Assert.That((estimates.Gradient("l")[1], estimates.Gradient("l")[3]), Is.EqualTo((0.0, 0.0)));
    }

    [Test]
    public void Draws_without_a_gradient_are_refused_where_it_is_to_go_along_them()
    {
        using var estimates = new Estimates(new ImportanceWeightedElbo(3, doublyReparameterized: true), () => CoinFlips.Model(null), () => CoinFlips.Guide(null), plateDepth: 1);
        Assert.That(() => estimates.Next(), Raises.Code("PPL314").With.Message.Contains("\"c\""));
    }

    [Test]
    public void A_minimiser_is_not_led_by_another_gradient()
    {
        using var svi = new Svi<int>(_ => ConjugateNormal.Model(), _ => ConjugateNormal.Guide(M, S), new Adam(), new ImportanceWeightedElbo(3, doublyReparameterized: true), new Rng(1));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL314").With.Message.Contains(nameof(ImportanceWeightedElbo)));
    }

    private static double Variance(double[] draws) => MathNet.Numerics.Statistics.Statistics.Variance(draws);

    private static int[] Looked(ElboEstimate estimate) =>
        estimate.Runs[0].Guide.OfType<PlateSite>().Single().Value is { } indices ? [.. TensorText.ToDoubles(indices).Select(index => (int)index)] : [0, 1, 2, 3];

    private static void Model()
    {
        Tensor z = Sample("z", new Normal(Param("prior", Prior), 2));
        using Plate rows = Plate("rows", ConjugateNormal.Data.Length);
        Sample("y", new Normal(z, 1), obs: torch.tensor(ConjugateNormal.Data));
    }

    private static double LogWeight(double z) =>
        Weights.LogNormal(z, Prior, 2) + ConjugateNormal.Data.Sum(y => Weights.LogNormal(y, z, 1)) - Weights.LogNormal(z, M, S);

    /// <summary>∂ log p(z, y) / ∂z.</summary>
    private static double Score(double z) => (-(z - Prior) / 4) + ConjugateNormal.Data.Sum(y => y - z);
}
