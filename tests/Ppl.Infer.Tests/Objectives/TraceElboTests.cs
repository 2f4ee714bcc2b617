using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class TraceElboTests
{
    private const double M = 0.6, S = 0.4;

    /// <summary>False alarm 1e-6.</summary>
    [TestCase(1, false, 2000)]
    [TestCase(3, false, 700)]
    [TestCase(20, true, 1500)]
    public void The_mean_of_many_estimates_is_the_exact_bound(int particles, bool vectorize, int count)
    {
        using var estimates = new Estimates(new TraceElbo(particles, vectorize), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S), plateDepth: 1);
        StatisticalAssert.Mean(estimates.Losses(count), -ConjugateNormal.ExactElbo(M, S));
    }

    [Test]
    public void With_the_exact_posterior_as_guide_every_draw_gives_the_log_evidence()
    {
        (double m, double s) = (ConjugateNormal.PosteriorMean, ConjugateNormal.PosteriorScale);
        using var estimates = new Estimates(new TraceElbo(), ConjugateNormal.Model, () => ConjugateNormal.Guide(m, s));
        Assert.That(estimates.Losses(20), Has.All.EqualTo(-ConjugateNormal.ExactElbo(m, s)).Within(1e-10));
    }

    [Test]
    public void At_one_draw_the_reparameterised_gradient_is_the_one_derived_by_hand()
    {
        using var estimates = new Estimates(new TraceElbo(), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S));
        double z = 0;
        estimates.Next(estimate => z = (double)estimate.Runs[0].Guide["z"].Value!);

        double pathwise = -ConjugateNormal.Score(z), epsilon = (z - M) / S;
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(pathwise).Within(1e-10));
        Assert.That(estimates.Gradient("s").Single(), Is.EqualTo(S * ((pathwise * epsilon) - (1 / S))).Within(1e-10), "in the unconstrained log s");
    }

    [TestCase(null)]
    [TestCase(2L)]
    public void At_one_draw_the_score_function_gradient_is_the_one_derived_by_hand(long? subsample)
    {
        using var estimates = new Estimates(new TraceElbo(), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample));
        int[] looked = [];
        double[] coins = [];
        double loss = estimates.Next(estimate =>
        {
            Trace guide = estimate.Runs[0].Guide;
            looked = guide.OfType<PlateSite>().Single().Value is { } indices ? [.. TensorText.ToDoubles(indices).Select(index => (int)index)] : [0, 1, 2, 3];
            coins = TensorText.ToDoubles(guide["c"].Value!);
        });

        double scale = (double)CoinFlips.Count / looked.Length;
        double expectedLoss = scale * looked.Zip(coins, CoinFlips.Loss).Sum();
        var expected = new double[CoinFlips.Count];
        foreach ((int i, double coin) in looked.Zip(coins)) expected[i] = CoinFlips.Score(i, coin) * (scale + expectedLoss);
        Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void At_one_draw_a_guide_of_both_kinds_gets_both_terms()
    {
        using var estimates = new Estimates(
            new TraceElbo(),
            model: () => Sample("y", new Normal(Sample("z", new Normal(Sample("c", new Bernoulli(0.3)), 1)), 1), obs: torch.tensor(2.0)),
            guide: () =>
            {
                Sample("c", Bernoulli.FromLogits(Param("l", 0.4)));
                Sample("z", new Normal(Param("m", 0.5), 1));
            });
        double c = 0, z = 0;
        double loss = estimates.Next(estimate => (c, z) = ((double)estimate.Runs[0].Guide["c"].Value!, (double)estimate.Runs[0].Guide["z"].Value!));

        double score = c - (1 / (1 + Math.Exp(-0.4)));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(score * (1 + loss)).Within(1e-10));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo((z - c) - (2 - z)).Within(1e-10));
    }

    /// <summary>Four elements, each with false alarm 1e-6. A scale that entered twice would double the subsampled gradients.</summary>
    [TestCase(null)]
    [TestCase(2L)]
    public void The_mean_of_score_function_gradients_is_the_exact_gradient(long? subsample)
    {
        var elbo = new TraceElbo(particles: 500, vectorize: true);
        using var estimates = new Estimates(elbo, () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        double[][] gradients = estimates.Gradients(500, "l");
        for (int i = 0; i < CoinFlips.Count; i++) StatisticalAssert.Mean(gradients[i], CoinFlips.ExactGradient(i));
    }

    /// <summary>Four elements, each with false alarm 1e-6.</summary>
    [Test]
    public void Particles_one_after_another_have_the_same_mean_gradient()
    {
        using var estimates = new Estimates(new TraceElbo(particles: 2), () => CoinFlips.Model(null), () => CoinFlips.Guide(null));
        double[][] gradients = estimates.Gradients(1000, "l");
        for (int i = 0; i < CoinFlips.Count; i++) StatisticalAssert.Mean(gradients[i], CoinFlips.ExactGradient(i));
    }

    /// <summary>False alarm 1e-6.</summary>
    [Test]
    public void The_bound_of_a_subsampled_model_is_unbiased()
    {
        using var estimates = new Estimates(new TraceElbo(), () => CoinFlips.Model(2), () => CoinFlips.Guide(2));
        StatisticalAssert.Mean(estimates.Losses(2000), CoinFlips.ExactLoss);
    }

    [Test]
    public void Model_and_guide_look_at_the_same_subsample()
    {
        using var estimates = new Estimates(new TraceElbo(), () => CoinFlips.Model(2), () => CoinFlips.Guide(2));
        estimates.Next(estimate =>
        {
            GuidedRun run = estimate.Runs.Single();
            Assert.That(run.Model.OfType<PlateSite>().Single().Value, Is.SameAs(run.Guide.OfType<PlateSite>().Single().Value));
            Assert.That((run.Model["c"].Scale, run.Guide["c"].Scale), Is.EqualTo((2.0, 2.0)));
        });
    }

    [Test]
    public void Vectorised_particles_are_one_run_with_a_dim_left_of_all_plates()
    {
        using var estimates = new Estimates(new TraceElbo(7, vectorize: true), () => CoinFlips.Model(2), () => CoinFlips.Guide(2), plateDepth: 1);
        estimates.Next(estimate =>
        {
            Assert.That(estimate.Runs, Has.Count.EqualTo(1));
            Assert.That(estimate.Runs[0].Guide["c"].Value!.shape, Is.EqualTo(new long[] { 7, 2 }));
            Assert.That(estimate.Surrogate.shape, Is.Empty);
        });
    }

    [Test]
    public void Particles_one_after_another_are_runs_of_their_own()
    {
        using var estimates = new Estimates(new TraceElbo(3), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S));
        double loss = 0;
        double[] each = [];
        loss = estimates.Next(estimate => each = [.. estimate.Runs.Select(run => (double)run.Guide.LogJoint() - (double)run.Model.LogJoint())]);
        Assert.That(each, Has.Length.EqualTo(3).And.Unique);
        Assert.That(loss, Is.EqualTo(each.Average()).Within(1e-10));
    }

    [Test]
    public void Without_score_function_terms_the_surrogate_is_the_loss()
    {
        using var estimates = new Estimates(new TraceElbo(), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S));
        estimates.Next(estimate => Assert.That((double)estimate.Surrogate, Is.EqualTo(estimate.Loss)));
    }

    [TestCase(true, 1)]
    [TestCase(false, 1 + 3.5)]
    public void A_guides_factor_gets_a_score_function_term_where_it_is_not_reparameterised(bool reparameterized, double gradient)
    {
        using var estimates = new Estimates(new TraceElbo(), () => { }, () => Factor("f", Param("w", 3.5), reparameterized));
        Assert.That(estimates.Next(), Is.EqualTo(3.5));
        Assert.That(estimates.Gradient("w").Single(), Is.EqualTo(gradient));
    }

    [Test]
    public void A_scale_around_the_guide_weighs_the_bound_and_not_the_score()
    {
        using var estimates = new Estimates(
            new TraceElbo(),
            model: () => Sample("c", new Bernoulli(0.3)),
            guide: () =>
            {
                using Scope scale = new Scale(0.25).Enter();
                Sample("c", Bernoulli.FromLogits(Param("l", 0.4)));
            });
        double c = 0;
        double loss = estimates.Next(estimate => c = (double)estimate.Runs[0].Guide["c"].Value!);
        double q = 1 / (1 + Math.Exp(-0.4)), score = c - q;
        double expected = (0.25 * Math.Log(c == 1 ? q : 1 - q)) - Math.Log(c == 1 ? 0.3 : 0.7);
        Assert.That(loss, Is.EqualTo(expected).Within(1e-12));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(score * (0.25 + expected)).Within(1e-12));
    }

    [Test]
    public void A_model_without_latents_needs_no_guide()
    {
        using var estimates = new Estimates(new TraceElbo(), () => Sample("y", new Normal(Param("m", 1.0), 1), obs: torch.tensor(3.0)), () => { });
        Assert.That(estimates.Next(), Is.EqualTo(2 + (Math.Log(2 * Math.PI) / 2)).Within(1e-12));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(-2).Within(1e-12));
    }

    [Test]
    public void A_guide_that_does_not_fit_its_model_is_refused()
    {
        static void Draw(string name) => Sample(name, new Normal(0, 1));
        static Action Estimate(Action model, Action guide) => () => new Estimates(new TraceElbo(), model, guide).Next();
        Assert.That(Estimate(() => Draw("a"), () => { Draw("a"); Draw("b"); }), Raises.Code("PPL003"));
        Assert.That(Estimate(() => { Draw("a"); Draw("b"); }, () => Draw("a")), Raises.Code("PPL004"));
        Assert.That(Estimate(() => Sample("a", new LogNormal(0, 1)), () => Draw("a")), Raises.Code("PPL006"));
        Assert.That(Estimate(() => Draw("a"), () => { Draw("a"); Factor("f", torch.zeros([])); }), Raises.Code("PPL026"));
    }

    [TestCase(0)]
    [TestCase(-3)]
    public void An_estimate_takes_at_least_one_particle(int particles) =>
        Assert.That(() => new TraceElbo(particles), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("particles"));
}
