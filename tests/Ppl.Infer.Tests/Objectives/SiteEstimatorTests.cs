using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Estimators chosen by a site's options: c ~ Bernoulli(0.3), y ~ N(c, 1) with y = 1.4, guide c ~ Bernoulli(σ(l)); and a mixture of normals for a guide.
/// </summary>
public sealed class SiteEstimatorTests
{
    private const double Prior = 0.3, Y = 1.4, L = 0.4;

    private static double P => 1 / (1 + Math.Exp(-L));

    /// <summary>∂/∂l of the negative bound, summed out.</summary>
    private static double ExactGradient => P * (1 - P) * (L - Math.Log(Prior / (1 - Prior)) + (((Y - 1) * (Y - 1)) - (Y * Y)) / 2);

    /// <summary>x l - log(1 + e^l) - (x log p + (1 - x) log(1 - p)) + (y - x)²/2, its derivative along x and in l; dx/dl = s (1 - s) / τ at the relaxed s.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void At_one_draw_the_gradient_through_a_relaxed_Bernoulli_is_the_one_derived_by_hand(bool isRounded)
    {
        const double Temperature = 0.5;
        using var estimates = Coin(new TraceElbo(), isRounded ? GradientEstimator.StraightThrough(Temperature) : GradientEstimator.GumbelSoftmax(Temperature));
        double x = 0;
        double loss = estimates.Next(estimate => x = (double)estimate.Runs[0].Guide["c"].Value!);

        double soft = isRounded ? Soft(Temperature) : x;
        double expected = (x * L) - Math.Log(1 + Math.Exp(L)) - (x * Math.Log(Prior)) - ((1 - x) * Math.Log(1 - Prior)) + ((Y - x) * (Y - x) / 2) + (Math.Log(2 * Math.PI) / 2);
        double along = L - Math.Log(Prior / (1 - Prior)) - (Y - x);
        Assert.That(loss, Is.EqualTo(expected).Within(1e-12));
        Assert.That(x, isRounded ? Is.EqualTo(0).Or.EqualTo(1) : Is.InRange(0.001, 0.999));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(x - P + (soft * (1 - soft) / Temperature * along)).Within(1e-9));
    }

    /// <summary>x = softmax((λ + G) / τ): dx_j / dλ_k = x_j (δ_jk - x_k) / τ.</summary>
    [Test]
    public void At_one_draw_the_gradient_through_a_relaxed_one_hot_vector_is_the_one_derived_by_hand()
    {
        const double Temperature = 0.7;
        double[] logits = [0.2, -0.5, 0.4], prior = [0.5, 0.2, 0.3], means = [-1, 0.5, 2];
        using var estimates = new Estimates(
            new TraceElbo(),
            model: () =>
            {
                Tensor k = Sample("k", new OneHotCategorical(prior));
                Sample("y", new Normal((k * torch.tensor(means)).sum(dim: -1), 1), obs: torch.tensor(Y));
            },
            guide: () => Sample("k", OneHotCategorical.FromLogits(Param("l", logits)), options: new SiteOptions { Estimator = GradientEstimator.GumbelSoftmax(Temperature) }));
        double[] x = [];
        estimates.Next(estimate => x = TensorText.ToDoubles(estimate.Runs[0].Guide["k"].Value!));

        double mean = x.Zip(means, (a, b) => a * b).Sum(), total = logits.Sum(Math.Exp);
        double[] q = [.. logits.Select(logit => Math.Exp(logit) / total)];
        double[] along = [.. Enumerable.Range(0, 3).Select(j => Math.Log(q[j] / prior[j]) - ((Y - mean) * means[j]))];
        double[] expected = [.. Enumerable.Range(0, 3).Select(k => x[k] - q[k] + Enumerable.Range(0, 3).Sum(j => x[j] * ((j == k ? 1 : 0) - x[k]) / Temperature * along[j]))];
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-9));
    }

    /// <summary>z from an equal mixture of N(a, 1) and N(a + 2, 1) moves with a, and log q(z) with it: only the model's terms are left.</summary>
    [Test]
    public void At_one_draw_the_implicit_gradient_is_the_one_derived_by_hand()
    {
        using var estimates = Mixture(new TraceElbo(), GradientEstimator.Implicit);
        double z = 0;
        estimates.Next(estimate => z = (double)estimate.Runs[0].Guide["z"].Value!);
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo(z - (Y - z)).Within(1e-9));
    }

    [Test]
    public void At_one_draw_a_normal_by_the_score_function_has_the_gradient_derived_by_hand()
    {
        using var estimates = new Estimates(
            new TraceElbo(), ConjugateNormal.Model, () => Sample("z", new Normal(Param("m", 0.6), 0.4), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction() }));
        double z = 0;
        double loss = estimates.Next(estimate => z = (double)estimate.Runs[0].Guide["z"].Value!);
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo((z - 0.6) / 0.16 * (1 + loss)).Within(1e-9));
    }

    /// <summary>c is relaxed, d takes the score function, z is pathwise: y ~ N(c + d + z, 1).</summary>
    [Test]
    public void At_one_draw_estimators_mix_in_one_objective()
    {
        const double Temperature = 0.5;
        using var estimates = new Estimates(
            new TraceElbo(),
            model: () => Sample("y", new Normal(Sample("c", new Bernoulli(0.3)) + Sample("d", new Bernoulli(0.6)) + Sample("z", new Normal(0, 1)), 1), obs: torch.tensor(Y)),
            guide: () =>
            {
                Sample("c", Bernoulli.FromLogits(Param("l", L)), options: new SiteOptions { Estimator = GradientEstimator.GumbelSoftmax(Temperature) });
                Sample("d", Bernoulli.FromLogits(Param("k", L)), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction() });
                Sample("z", new Normal(Param("m", 0.5), 1), options: new SiteOptions { Estimator = GradientEstimator.Pathwise });
            });
        double c = 0, d = 0, z = 0;
        double loss = estimates.Next(estimate =>
        {
            Trace guide = estimate.Runs[0].Guide;
            (c, d, z) = ((double)guide["c"].Value!, (double)guide["d"].Value!, (double)guide["z"].Value!);
        });
        double rest = Y - c - d - z;
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(c - P + (c * (1 - c) / Temperature * (L - Math.Log(0.3 / 0.7) - rest))).Within(1e-9));
        Assert.That(estimates.Gradient("k").Single(), Is.EqualTo((d - P) * (1 + loss)).Within(1e-9));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(z - rest).Within(1e-9));
    }

    /// <summary>100,000 draws, as particles that have a parameter each; false alarm 1e-6.</summary>
    [Test]
    public void Over_many_draws_the_implicit_gradient_and_the_score_function_have_the_exact_gradient_for_a_mean()
    {
        // The bound's terms in a: z²/2 + (y - z)²/2 over an equal mixture with means a and a + 2.
        double exact = ((2 * 0.3) - Y + (2 * 2.3) - Y) / 2;
        StatisticalAssert.Mean(Draws(MixtureOf, GradientEstimator.Implicit), exact);
        StatisticalAssert.Mean(Draws(MixtureOf, GradientEstimator.ScoreFunction()), exact);
    }

    /// <summary>The relaxed estimators are biased, and less so when colder: 8 standard errors between one temperature and the next.</summary>
    [TestCase(false, new[] { 2.0, 0.7, 0.2 })]
    [TestCase(true, new[] { 8.0, 2, 0.5 })]
    public void The_bias_of_relaxed_gradients_falls_with_the_temperature(bool isRounded, double[] temperatures)
    {
        (double Bias, double Error)[] byTemperature = [.. temperatures.Select(temperature =>
        {
            double[] draws = Draws(CoinOf, isRounded ? GradientEstimator.StraightThrough(temperature) : GradientEstimator.GumbelSoftmax(temperature));
            double mean = draws.Average(), variance = draws.Sum(draw => (draw - mean) * (draw - mean)) / draws.Length;
            return (Math.Abs(mean - ExactGradient), Math.Sqrt(variance / draws.Length));
        })];
        TestContext.Out.WriteLine(string.Join("; ", byTemperature.Select(one => $"bias {one.Bias:G3}, standard error {one.Error:G2}")));
        for (int i = 1; i < byTemperature.Length; i++)
            Assert.That(byTemperature[i - 1].Bias - byTemperature[i].Bias, Is.GreaterThan(8 * (byTemperature[i].Error + byTemperature[i - 1].Error)));
    }

    /// <summary>In a step the loss is of the relaxed value; an evaluation draws the guide's own.</summary>
    [Test]
    public void An_evaluation_of_the_loss_draws_what_the_guide_says()
    {
        var seen = new List<double>();
        using var svi = new Svi<int>(
            _ => CoinModel(), _ => seen.Add((double)CoinGuide(GradientEstimator.GumbelSoftmax(1))), new Sgd(0.1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        for (int i = 0; i < 20; i++) svi.EvaluateLoss(0);
        Assert.That(seen, Is.All.EqualTo(0).Or.EqualTo(1));
        seen.Clear();
        svi.Step(0);
        Assert.That(seen.Single(), Is.InRange(1e-6, 1 - 1e-6));
    }

    [Test]
    public void With_value_checks_off_the_numbers_are_the_same([Values] bool isRounded)
    {
        double[] Losses(int checkedSteps)
        {
            using var svi = new Svi<int>(
                _ => CoinModel(), _ => CoinGuide(isRounded ? GradientEstimator.StraightThrough(0.5) : GradientEstimator.GumbelSoftmax(0.5)),
                new Adam(0.1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64), options: new SviOptions { CheckedSteps = checkedSteps });
            return [.. Enumerable.Range(0, 10).Select(_ => svi.Step(0))];
        }
        Assert.That(Losses(0), Is.EqualTo(Losses(10)));
    }

    [Test]
    public void An_estimator_in_the_model_is_refused()
    {
        using var estimates = new Estimates(new TraceElbo(), () => CoinGuide(GradientEstimator.ScoreFunction()), () => CoinGuide(null));
        Assert.That(() => estimates.Next(), Raises.Code("PPL314").With.Message.Contains("the model's sample site \"c\" asks for the estimator score function"));
    }

    [Test]
    public void A_guide_whose_support_is_not_within_the_models_is_refused_though_its_draws_are_relaxed()
    {
        using var estimates = new Estimates(new TraceElbo(), () => Sample("c", new Uniform(0, 1)), () => CoinGuide(GradientEstimator.GumbelSoftmax(1)));
        Assert.That(() => estimates.Next(), Raises.Code("PPL006"));
    }

    [Test]
    public void A_minimiser_takes_no_draw_that_leaps()
    {
        using var svi = new Svi<int>(_ => CoinModel(), _ => CoinGuide(GradientEstimator.StraightThrough(1)), new Sgd(0.1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL314"));
    }

    private static Estimates Coin(Elbo elbo, GradientEstimator? estimator) => new(elbo, CoinModel, () => CoinGuide(estimator));

    private static void CoinModel() => Sample("y", new Normal(Sample("c", new Bernoulli(Prior)), 1), obs: torch.tensor(Y));

    private static Tensor CoinGuide(GradientEstimator? estimator) => CoinOf(Param("l", L), estimator);

    private static Tensor CoinOf(Tensor logit, GradientEstimator? estimator) =>
        Sample("c", Bernoulli.FromLogits(logit), options: new SiteOptions { Estimator = estimator });

    private static Estimates Mixture(Elbo elbo, GradientEstimator? estimator) => new(elbo, MixtureModel, () => MixtureOf(Param("a", 0.3), estimator));

    private static void MixtureModel() => Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: torch.tensor(Y));

    private static Tensor MixtureOf(Tensor a, GradientEstimator? estimator) => Sample(
        "z",
        new MixtureSameFamily(new Categorical([0.5, 0.5]), new Normal(a.unsqueeze(-1) + torch.tensor([0.0, 2.0]), 1)),
        options: new SiteOptions { Estimator = estimator });

    /// <summary>The gradient of each of 100,000 draws.</summary>
    private static double[] Draws(Func<Tensor, GradientEstimator?, Tensor> guide, GradientEstimator estimator)
    {
        const int Count = 100_000;
        bool isCoin = guide == CoinOf;
        using var estimates = new Estimates(
            new TraceElbo(Count, vectorize: true), isCoin ? CoinModel : MixtureModel, () => guide(Param("each", () => torch.full([Count], isCoin ? L : 0.3, torch.ScalarType.Float64)), estimator));
        estimates.Next();
        return [.. estimates.Gradient("each").Select(gradient => gradient * Count)];
    }

    /// <summary>The relaxed value behind the first draw, its noise drawn a second time.</summary>
    private static double Soft(double temperature)
    {
        using var again = new Rng(1, torch.ScalarType.Float64);
        using Tensor uniform = again.Rand([1]);
        double u = (double)uniform[0];
        return 1 / (1 + Math.Exp(-(L + Math.Log(u / (1 - u))) / temperature));
    }
}
