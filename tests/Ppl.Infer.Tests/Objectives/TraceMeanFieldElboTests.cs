using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class TraceMeanFieldElboTests
{
    private const double M = 0.6, S = 0.4;

    [Test]
    public void At_one_draw_the_gradient_is_the_one_derived_by_hand()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(), Chain.Model, Chain.Guide);
        double z1 = 0, z2 = 0;
        double loss = estimates.Next(estimate => (z1, z2) = ((double)estimate.Runs[0].Guide["z1"].Value!, (double)estimate.Runs[0].Guide["z2"].Value!));

        double difference = (Chain.A * z1) + Chain.B - z1, residual = Chain.Y - z2;
        double throughFirst = (difference * (Chain.A - 1)) - (residual * Chain.A);
        Assert.That(loss, Is.EqualTo(Chain.KlToStandard(Chain.M, Chain.S1) + Chain.KlToStandard(difference, Chain.S2) + (((residual * residual) + Math.Log(2 * Math.PI)) / 2)).Within(1e-12));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(Chain.M + throughFirst).Within(1e-10));
        Assert.That(estimates.Gradient("s1").Single(), Is.EqualTo((Chain.S1 * Chain.S1) - 1 + (throughFirst * (z1 - Chain.M))).Within(1e-10), "in the unconstrained log s₁");
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo((difference - residual) * z1).Within(1e-10));
        Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(difference - residual).Within(1e-10));
        Assert.That(estimates.Gradient("s2").Single(), Is.EqualTo((Chain.S2 * Chain.S2) - 1 - (residual * (z2 - (Chain.A * z1) - Chain.B))).Within(1e-10), "in the unconstrained log s₂");
    }

    [Test]
    public void A_latent_that_the_guide_draws_before_the_models_parents_keeps_the_log_ratio()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(), Chain.Model, Chain.BackwardGuide);
        double z1 = 0, z2 = 0;
        double loss = estimates.Next(estimate => (z1, z2) = ((double)estimate.Runs[0].Guide["z1"].Value!, (double)estimate.Runs[0].Guide["z2"].Value!));
        double expected = Chain.KlToStandard((Chain.A * z2) + Chain.B, Chain.S2) + LogNormalDensity(z2, Chain.M, Chain.S1) - LogNormalDensity(z2, z1, 1) - LogNormalDensity(Chain.Y, z2, 1);
        Assert.That(loss, Is.EqualTo(expected).Within(1e-12));
    }

    /// <summary>False alarm 1e-6. With KL(q(z₂) ‖ p(z₂ | z₁)) the mean would be another.</summary>
    [Test]
    public void The_bound_of_a_guide_against_the_models_order_is_unbiased()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(1000, vectorize: true), Chain.Model, Chain.BackwardGuide);
        StatisticalAssert.Mean(estimates.Losses(100), Chain.ExactBackwardLoss);
    }

    [Test]
    public void At_one_draw_the_score_function_gradient_is_the_one_derived_by_hand()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(), Die.Model, Die.Guide);
        int c = 0;
        double loss = estimates.Next(estimate => c = (int)(long)estimate.Runs[0].Guide["c"].Value!);
        Assert.That(loss, Is.EqualTo(Die.Kl + Die.NegativeLogLikelihood(c)).Within(1e-12));
        double[] expected = [.. Enumerable.Range(0, Die.Count).Select(k => Die.KlGradient(k) + (((k == c ? 1 : 0) - Die.Probability(k)) * loss))];
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-10));
    }

    /// <summary>100,000 draws; three elements, each with false alarm 1e-6.</summary>
    [Test]
    public void The_mean_of_score_function_gradients_is_the_exact_gradient()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(1000, vectorize: true), Die.Model, Die.Guide);
        double[][] gradients = estimates.Gradients(100, "l");
        for (int c = 0; c < Die.Count; c++) StatisticalAssert.Mean(gradients[c], Die.ExactGradient(c));
    }

    /// <summary>100,000 draws; two parameters, each with false alarm 1e-6.</summary>
    [Test]
    public void The_mean_of_pathwise_gradients_is_the_exact_gradient()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(1000, vectorize: true), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S), plateDepth: 1);
        double[][] draws = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            estimates.Next();
            return new[] { estimates.Gradient("m").Single(), estimates.Gradient("s").Single() };
        })];
        StatisticalAssert.Mean([.. draws.Select(draw => draw[0])], -ConjugateNormal.Score(M));
        StatisticalAssert.Mean([.. draws.Select(draw => draw[1])], (S * S * ConjugateNormal.PosteriorPrecision) - 1);
    }

    /// <summary>The same draws in both, so that their difference has mean 0. Four pairs, each with false alarm 1e-6.</summary>
    [TestCaseSource(nameof(Pairs))]
    public void A_closed_form_and_the_log_ratio_have_one_mean(Func<Distribution> prior, Func<Distribution> posterior)
    {
        Action model = () => Sample("z", prior()), guide = () => Sample("z", posterior());
        using Estimates closed = new(new TraceMeanFieldElbo(200, vectorize: true), model, guide), drawn = new(new TraceElbo(200, vectorize: true), model, guide);
        double[] closedLosses = closed.Losses(50), drawnLosses = drawn.Losses(50);
        Assert.That(closedLosses, Has.All.EqualTo(closedLosses[0]).Within(1e-12), "no draw enters it");
        StatisticalAssert.Mean([.. closedLosses.Zip(drawnLosses, (one, other) => one - other)], 0);
    }

    private static IEnumerable<TestCaseData> Pairs()
    {
        yield return Pair("Gamma", () => new Gamma(3, 2), () => new Gamma(Param("a", 5.0), Param("b", 1.5)));
        yield return Pair("Beta", () => new Beta(2, 3), () => new Beta(Param("a", 4.0), Param("b", 1.5)));
        yield return Pair("Dirichlet", () => new Dirichlet([1.0, 2, 3]), () => new Dirichlet(Param("a", [2.0, 2.5, 1.2])));
        yield return Pair("Normal in events", () => new Normal(0, 1).Expand([3]).ToEvent(1), () => new Normal(Param("m", [0.2, 1, -1]), Param("s", [0.5, 1, 2])).ToEvent(1));

        static TestCaseData Pair(string name, Func<Distribution> prior, Func<Distribution> posterior) => new TestCaseData(prior, posterior).SetArgDisplayNames(name);
    }

    /// <summary>A network's two numbers for each row, here 0.5 y and 0.4, and two rows of four.</summary>
    [Test]
    public void Local_latents_of_a_subsampled_plate_count_as_often_as_their_data()
    {
        double[] data = [0.3, 1.7, 2.2, -0.4];
        const double slope = 0.5, scale = 0.4;
        using var estimates = new Estimates(
            new TraceMeanFieldElbo(),
            model: () => Locals(rows => Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: rows.Subsample(torch.tensor(data)))),
            guide: () => Locals(rows => Sample("z", new Normal(Param("slope", slope) * rows.Subsample(torch.tensor(data)), Param("scale", scale, Constraints.Positive)))),
            plateDepth: 1);
        double[] z = [], y = [];
        double loss = estimates.Next(estimate =>
        {
            z = TensorText.ToDoubles(estimate.Runs[0].Guide["z"].Value!);
            y = TensorText.ToDoubles(estimate.Runs[0].Model["y"].Value!);
        });
        Assert.That(y, Has.Length.EqualTo(2));
        double expected = 2 * y.Zip(z, (row, latent) => Chain.KlToStandard(slope * row, scale) - LogNormalDensity(row, latent, 1)).Sum();
        double gradient = 2 * y.Zip(z, (row, latent) => (slope * row * row) - ((row - latent) * row)).Sum();
        Assert.That(loss, Is.EqualTo(expected).Within(1e-12));
        Assert.That(estimates.Gradient("slope").Single(), Is.EqualTo(gradient).Within(1e-10));

        static void Locals(Action<Plate> body)
        {
            using Plate rows = Plate("rows", 4, 2);
            body(rows);
        }
    }

    [Test]
    public void A_mask_around_both_programs_leaves_divergences_out()
    {
        Tensor mask = torch.tensor([true, false, true]);
        using var estimates = new Estimates(new TraceMeanFieldElbo(), () => Under(new Mask(mask), Prior), () => Under(new Mask(mask), Posterior), plateDepth: 1);
        Assert.That(estimates.Next(), Is.EqualTo(Chain.KlToStandard(0.2, 0.5) + Chain.KlToStandard(-1, 2)).Within(1e-12));
        Assert.That(estimates.Gradient("m"), Is.EqualTo(new[] { 0.2, 0, -1 }).Within(1e-12));
    }

    [Test]
    public void A_scale_around_both_programs_weighs_divergences()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(), () => Under(new Scale(3), Prior), () => Under(new Scale(3), Posterior), plateDepth: 1);
        Assert.That(estimates.Next(), Is.EqualTo(3 * (Chain.KlToStandard(0.2, 0.5) + Chain.KlToStandard(1, 1) + Chain.KlToStandard(-1, 2))).Within(1e-12));
    }

    /// <summary>At the same draw, where no divergence stands for the log ratio.</summary>
    [TestCaseSource(nameof(Ratios))]
    public void What_is_no_divergence_is_estimated_as_by_TraceElbo(Action model, Action guide)
    {
        using Estimates here = new(new TraceMeanFieldElbo(), model, guide, plateDepth: 1), there = new(new TraceElbo(), model, guide, plateDepth: 1);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(here.Next(), Is.EqualTo(there.Next()).Within(1e-12));
            foreach (StoredParam parameter in there.Parameters)
                Assert.That(here.Gradient(parameter.Name), Is.EqualTo(there.Gradient(parameter.Name)).Within(1e-10), parameter.Name);
        }
    }

    private static IEnumerable<TestCaseData> Ratios()
    {
        Tensor mask = torch.tensor([true, false, true]), same = torch.tensor([true, false, true]);
        yield return Ratio("a mask around the model", () => Under(new Mask(mask), Prior), Posterior);
        yield return Ratio("a mask around the guide", Prior, () => Under(new Mask(mask), Posterior));
        yield return Ratio("masks of their own", () => Under(new Mask(mask), Prior), () => Under(new Mask(same), Posterior));
        yield return Ratio("a scale around the model", () => Under(new Scale(2), Prior), Posterior);
        yield return Ratio("a masked prior", () => Three(() => Sample("z", new Normal(0, 1).Expand([3]).Masked(mask))), Posterior);
        yield return Ratio("a masked posterior", Prior, () => Three(() => Sample("z", new Normal(Param("m", [0.2, 1, -1]), 1).Masked(mask))));
        yield return Ratio("a pair without a formula", () => Sample("z", new LogNormal(0, 1)), () => Sample("z", new Gamma(Param("a", 2.0), 1)));
        yield return Ratio("a plate in the model, an event in the guide", Prior, () => Sample("z", new Normal(Param("m", [0.2, 1, -1]), 1).ToEvent(1)));
        yield return Ratio("fewer categories in the guide", () => Sample("c", new Categorical([0.2, 0.3, 0.5])), () => Sample("c", Categorical.FromLogits(Param("l", [0.2, -0.3]))));
        yield return Ratio("a factor in the guide", () => { }, () => Factor("f", Param("w", 3.5), reparameterized: false));
        yield return Ratio("a factor in the model", () => Factor("f", Param("w", 3.5)), () => { });
        yield return Ratio("an auxiliary site", () => { }, () => Sample("aux", new Normal(Param("m", 0.5), 1), options: new SiteOptions { IsAuxiliary = true }));
        yield return Ratio("a point", () => Sample("z", new Normal(0, 1)), () => Sample("z", new Delta(Param("m", 0.5))));

        static TestCaseData Ratio(string name, Action model, Action guide) => new TestCaseData(model, guide).SetArgDisplayNames(name);
    }

    /// <summary>AutoNormal's positive numbers are e^x, x normal: so is a LogNormal prior.</summary>
    [Test]
    public void An_automatic_guide_of_a_LogNormal_latent_has_a_closed_form()
    {
        Program<int> model = _ => Sample("scale", new LogNormal(0, 1));
        Program<int> guide = new AutoNormal<int>(model, InitialValues.Values(new Dictionary<string, Tensor> { ["scale"] = torch.tensor(Math.E) }), scale: 0.5);
        using var estimates = new Estimates(new TraceMeanFieldElbo(), () => model(0), () => guide(0));
        Assert.That(estimates.Losses(3), Has.All.EqualTo(Chain.KlToStandard(1, 0.5)).Within(1e-12));
    }

    /// <summary>The same draws in both: the difference has mean 0. False alarm 1e-6.</summary>
    [Test]
    public void An_automatic_guide_has_the_mean_of_TraceElbo()
    {
        double[] data = [0.3, 1.7, 2.2, -0.4];
        Program<int> model = _ =>
        {
            Tensor scale = Sample("scale", new LogNormal(0, 1));
            using Plate rows = Plate("rows", 4, 2);
            Sample("y", new Normal(Sample("z", new Normal(0.5, 2)), scale), obs: rows.Subsample(torch.tensor(data)));
        };
        double[] Losses(Elbo elbo)
        {
            Program<int> guide = new AutoNormal<int>(model, InitialValues.Mean(), scale: 0.7);
            using var estimates = new Estimates(elbo, () => model(0), () => guide(0), plateDepth: 1);
            return estimates.Losses(300);
        }
        double[] differences = [.. Losses(new TraceMeanFieldElbo()).Zip(Losses(new TraceElbo()), (one, other) => one - other)];
        Assert.That(differences.Select(Math.Abs).Max(), Is.GreaterThan(0.1));
        StatisticalAssert.Mean(differences, 0);
    }

    [Test]
    public void Particles_one_after_another_are_averaged()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(particles: 3), Chain.Model, Chain.Guide);
        double[] z2 = [], z1 = [];
        double loss = estimates.Next(estimate =>
        {
            z1 = [.. estimate.Runs.Select(run => (double)run.Guide["z1"].Value!)];
            z2 = [.. estimate.Runs.Select(run => (double)run.Guide["z2"].Value!)];
        });
        double mean = z1.Zip(z2, (first, second) => Chain.KlToStandard(((Chain.A - 1) * first) + Chain.B, Chain.S2) - LogNormalDensity(Chain.Y, second, 1)).Average();
        Assert.That(loss, Is.EqualTo(Chain.KlToStandard(Chain.M, Chain.S1) + mean).Within(1e-12));
    }

    [Test]
    public void A_site_to_be_summed_out_is_refused() => Assert.That(
        () => new Estimates(
            new TraceMeanFieldElbo(),
            () => Sample("c", new Bernoulli(0.3), options: new SiteOptions { Enumeration = Enumeration.Parallel }),
            () => Sample("c", Bernoulli.FromLogits(Param("l", 0.4)))).Next(),
        Raises.Code("PPL010"));

    /// <summary>The model rules out a value that the guide draws one time in three.</summary>
    [Test]
    public void An_infinite_divergence_names_the_latent()
    {
        using var estimates = new Estimates(
            new TraceMeanFieldElbo(), () => Sample("c", new Categorical([0.5, 0.5, 0])), () => Sample("c", Categorical.FromLogits(Param("l", [0.0, 0, 0]))));
        Assert.That(() => estimates.Next(), Raises.Code("PPL201").With.Message.StartsWith(
            "PPL201 sample site \"c\": the divergence of the guide's distribution from the model's is not finite"));
    }

    private static void Prior() => Three(() => Sample("z", new Normal(0, 1)));

    private static void Posterior() => Three(() => Sample("z", new Normal(Param("m", [0.2, 1, -1]), Param("s", [0.5, 1, 2], Constraints.Positive))));

    private static void Three(Func<Tensor> body)
    {
        using Plate three = Plate("three", 3);
        body();
    }

    private static void Under(Handler handler, Action program)
    {
        using Scope scope = handler.Enter();
        program();
    }

    private static double LogNormalDensity(double x, double loc, double scale) => -(((((x - loc) / scale) * ((x - loc) / scale)) + Math.Log(2 * Math.PI)) / 2) - Math.Log(scale);
}
