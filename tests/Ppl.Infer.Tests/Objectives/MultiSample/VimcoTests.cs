using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class VimcoTests
{
    [TestCase(true, 3, null)]
    [TestCase(false, 3, null)]
    [TestCase(true, 2, null)]
    [TestCase(true, 4, 2L)]
    [TestCase(false, 4, 2L)]
    public void At_given_draws_the_gradient_is_the_one_derived_by_hand(bool vectorize, int particles, long? subsample)
    {
        using var estimates = new Estimates(new Vimco(particles, vectorize), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        int[] looked = [];
        double[] coins = [];
        double loss = estimates.Next(estimate =>
        {
            looked = estimate.Runs[0].Guide.OfType<PlateSite>().Single().Value is { } rows ? [.. TensorText.ToDoubles(rows).Select(row => (int)row)] : [0, 1, 2, 3];
            coins = Weights.Draws(estimate, "c");
        });
        double scale = 4.0 / looked.Length, expectedLoss = 0;
        double[] expected = new double[4];
        for (int place = 0; place < looked.Length; place++)
        {
            int i = looked[place];
            double[] own = [.. Enumerable.Range(0, particles).Select(k => coins[(k * looked.Length) + place])];
            double[] logWeights = [.. own.Select(coin => -CoinFlips.Loss(i, coin))], shares = Weights.Shares(logWeights);
            expectedLoss -= scale * Weights.LogMean(logWeights);
            for (int j = 0; j < particles; j++) expected[i] -= scale * CoinFlips.Score(i, own[j]) * (Gain(logWeights, j) - shares[j]);
        }
        Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-10));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-9));
    }

    /// <summary>L - L_-j.</summary>
    private static double Gain(double[] logWeights, int j)
    {
        double[] others = [.. logWeights.Where((_, k) => k != j)];
        return Weights.LogMean(logWeights) - Weights.LogMean([.. others, others.Average()]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Latents_of_both_kinds_get_their_terms(bool vectorize)
    {
        using var estimates = new Estimates(
            new Vimco(3, vectorize),
            model: () => Sample("y", new Normal(Sample("z", new Normal(Sample("c", new Bernoulli(0.3)), 1)), 1), obs: torch.tensor(2.0)),
            guide: () =>
            {
                Sample("c", Bernoulli.FromLogits(Param("l", 0.4)));
                Sample("z", new Normal(Param("m", 0.5), 1));
            });
        double[] c = [], z = [];
        estimates.Next(estimate => (c, z) = (Weights.Draws(estimate, "c"), Weights.Draws(estimate, "z")));
        double q = 1 / (1 + Math.Exp(-0.4));
        double[] logWeights = [.. c.Zip(z, (coin, value) => Math.Log(coin == 1 ? 0.3 / q : 0.7 / (1 - q))
            + Weights.LogNormal(value, coin, 1) + Weights.LogNormal(2, value, 1) - Weights.LogNormal(value, 0.5, 1))];
        double[] shares = Weights.Shares(logWeights);
        double l = 0, m = 0;
        for (int k = 0; k < 3; k++)
        {
            l -= (c[k] - q) * (Gain(logWeights, k) - shares[k]);
            m -= shares[k] * (-(z[k] - c[k]) + (2 - z[k]));
        }
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(l).Within(1e-9));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(m).Within(1e-9));
    }

    /// <summary>100,000 draws of 5, against all 2⁵ values. False alarm 1e-6.</summary>
    [Test]
    public void The_mean_gradient_is_the_exact_one_and_its_variance_small()
    {
        var coins = new ManyCoins(draws: 5);
        double[] vimco = coins.Gradients(new Vimco(5)), usual = coins.Gradients(new ImportanceWeightedElbo(5));
        StatisticalAssert.Mean(vimco, coins.ExactGradient);
        Assert.That(MathNet.Numerics.Statistics.Statistics.Variance(vimco), Is.LessThan(0.2 * MathNet.Numerics.Statistics.Statistics.Variance(usual)));
    }

    /// <summary>The baseline of a draw of nearly all the weight would lose its digits in a difference of sums.</summary>
    [Test]
    public void A_weight_far_above_the_others_leaves_their_baseline_its_digits()
    {
        using var estimates = new Estimates(
            new Vimco(4),
            () => Factor("f", 200 * Sample("c", new Bernoulli(0.5))),
            () => Sample("c", Bernoulli.FromLogits(Param("l", 0.0))));
        bool isAlone = false;
        for (int i = 0; i < 50 && !isAlone; i++) estimates.Next(estimate => isAlone = Weights.Draws(estimate, "c").Sum() == 1);
        Assert.That(isAlone, Is.True);
        double bound = 200 - Math.Log(4), alone = bound, other = bound - (Math.Log(Math.Exp(200) + Math.Exp(200.0 / 3) + 1) - Math.Log(4));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(-((0.5 * (alone - 1)) - (1.5 * other))).Within(1e-9));
    }

    /// <summary>Of four draws two are impossible. Each of the others adds log 2 to what the rest make; the impossible ones add nothing.</summary>
    [Test]
    public void An_impossible_draw_takes_nothing_from_the_others()
    {
        using var estimates = new Estimates(
            new Vimco(4),
            () => Factor("f", torch.where(Sample("c", new Bernoulli(0.5)) == 1, torch.zeros([], torch.float64), torch.full([], double.NegativeInfinity, torch.float64))),
            () => Sample("c", Bernoulli.FromLogits(Param("l", 0.0))));
        double loss = 0;
        bool areTwo = false;
        for (int i = 0; i < 50 && !areTwo; i++) loss = estimates.Next(estimate => areTwo = Weights.Draws(estimate, "c").Sum() == 2);
        Assert.That(areTwo, Is.True);
        Assert.That(loss, Is.EqualTo(Math.Log(2)).Within(1e-12));
        Assert.That(estimates.Gradient("l").Single(), Is.EqualTo(-2 * 0.5 * (Math.Log(2) - 0.5)).Within(1e-9));
    }

    [Test]
    public void A_draw_needs_another_for_its_baseline() =>
        Assert.That(() => new Vimco(1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("particles"));
}
