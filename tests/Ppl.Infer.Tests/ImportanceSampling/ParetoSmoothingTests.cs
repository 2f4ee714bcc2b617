namespace Ppl.Infer.Tests;

public sealed class ParetoSmoothingTests
{
    /// <summary>
    /// Weights at equally spaced quantiles of a distribution, in a scrambled order; expected numbers from the published formulas, evaluated with 40 digits
    /// apart from this code: k̂, then the smoothed log weights at ranks 1, 2, M, M + 1 and last, then the effective sample size.
    /// </summary>
    private static IEnumerable<TestCaseData> Reference()
    {
        yield return new TestCaseData(200, (Func<double, double>)(u => -0.3 * Math.Log(1 - u)), 40, 0.34903697147398692,
            new[] { 1.7974393641323946, 1.5204938954725448, 0.48285676606097227, 0.47910461773066297, 0.00075093906543555911 }, 169.32106537115596)
            .SetArgDisplayNames("Pareto weights of shape 0.3");
        yield return new TestCaseData(1000, (Func<double, double>)(u => -0.9 * Math.Log(1 - u)), 95, 0.84426643340305934,
            new[] { 6.6290216001758099, 5.6999909312368571, 2.1186222315833121, 2.1137661283459072, 0.00045011253751406813 }, 38.144268500685357)
            .SetArgDisplayNames("Pareto weights of shape 0.9");
        yield return new TestCaseData(60, (Func<double, double>)(u => 3 * u * u), 12, 0.035818142894674781,
            new[] { 2.9502083333333333, 2.9502083333333333, 1.9255623817858086, 1.8802083333333333, 0.00020833333333333333 }, 27.283044741456294)
            .SetArgDisplayNames("A light tail, cut at the largest weight");
        yield return new TestCaseData(400, (Func<double, double>)(u => Math.Log(1 - ((1 - u) * (1 - u)))), 60, -1.4680699772321156,
            new[] { -1.5625012207043966e-6, -1.5625012207043966e-6, -0.022790755863844063, -0.02314229152185162, -5.9920897425019004 }, 333.31998231615691)
            .SetArgDisplayNames("Bounded weights");
    }

    [TestCaseSource(nameof(Reference))]
    public void The_published_formulas_are_met(int count, Func<double, double> logWeight, int tail, double kHat, double[] ranked, double effective)
    {
        double[] logWeights = [.. Enumerable.Range(0, count).Select(i => logWeight((((37 * i) % count) + 0.5) / count))];
        ParetoSmoothedWeights smoothed = ParetoSmoothing.Smooth(logWeights);
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(i => logWeights[i])];
        int[] ranks = [0, 1, tail - 1, tail, count - 1];
        Assert.That(smoothed.Tail, Is.EqualTo(tail));
        Assert.That(smoothed.KHat, Is.EqualTo(kHat).Within(1e-9));
        Assert.That(ranks.Select(rank => smoothed.LogWeights[order[rank]]), Is.EqualTo(ranked).Within(1e-9));
        Assert.That(LogWeights.EffectiveSampleSize(smoothed.LogWeights.AsSpan()), Is.EqualTo(effective).Within(1e-7 * effective));
    }

    [Test]
    public void The_fit_meets_the_published_formulas()
    {
        GeneralizedPareto fit = GeneralizedPareto.Fit([0.1, 0.2, 0.35, 0.5, 0.9, 1.4, 2.5, 7]);
        Assert.That(fit.Shape, Is.EqualTo(0.6801188605753208).Within(1e-12));
        Assert.That(fit.Scale, Is.EqualTo(0.76281979617804895).Within(1e-12));
    }

    /// <summary>The estimate is nearly unbiased with standard error (1 + k) / √n at best, here times 1.2: five of these are allowed, a false alarm in 10⁶.</summary>
    [TestCase(-0.3)]
    [TestCase(0.2)]
    [TestCase(0.7)]
    [TestCase(1.2)]
    public void The_shape_of_exact_generalised_Pareto_draws_is_found(double shape)
    {
        using var rng = new Rng(11);
        var exact = new GeneralizedPareto(shape, Scale: 2.5);
        double[] draws = [.. Enumerable.Range(0, 4000).Select(_ => exact.Quantile(rng.NextDouble())).Order()];
        GeneralizedPareto fit = GeneralizedPareto.Fit(draws);
        double error = 1.2 * (1 + Math.Abs(shape)) / Math.Sqrt(draws.Length);
        Assert.That(fit.Shape, Is.EqualTo(shape).Within(5 * error));
        Assert.That(fit.Scale, Is.EqualTo(2.5).Within(5 * 2.5 * 2 * error));
    }

    [Test]
    public void The_quantile_is_continuous_at_the_exponential_distribution() =>
        Assert.That(new GeneralizedPareto(1e-10, 2).Quantile(0.9), Is.EqualTo(new GeneralizedPareto(0, 2).Quantile(0.9)).Within(1e-8));

    [Test]
    public void Only_the_tail_changes_and_the_order_stays()
    {
        using var rng = new Rng(2);
        double[] logWeights = [.. Enumerable.Range(0, 500).Select(_ => 2 * rng.NextGaussian())];
        ParetoSmoothedWeights smoothed = ParetoSmoothing.Smooth(logWeights);
        int[] order = [.. Enumerable.Range(0, 500).OrderBy(i => logWeights[i])];
        Assert.That(order[..^smoothed.Tail].Select(i => smoothed.LogWeights[i]), Is.EqualTo(order[..^smoothed.Tail].Select(i => logWeights[i])).Within(1e-12));
        Assert.That(order.Select(i => smoothed.LogWeights[i]), Is.Ordered);
        Assert.That(smoothed.LogWeights.Max(), Is.LessThanOrEqualTo(logWeights.Max()));
    }

    [Test]
    public void A_constant_added_to_all_changes_nothing_but_the_scale()
    {
        double[] logWeights = [.. Enumerable.Range(1, 100).Select(i => Math.Log(i % 17 + 1) * 1.5)];
        ParetoSmoothedWeights smoothed = ParetoSmoothing.Smooth(logWeights), far = ParetoSmoothing.Smooth([.. logWeights.Select(weight => weight - 2000)]);
        Assert.That(far.KHat, Is.EqualTo(smoothed.KHat).Within(1e-9));
        Assert.That(far.LogWeights, Is.EqualTo(smoothed.LogWeights.Select(weight => weight - 2000)).Within(1e-9));
    }

    [Test]
    public void Equal_weights_stay_and_have_no_tail()
    {
        double[] equal = [.. Enumerable.Repeat(-3.0, 50)];
        ParetoSmoothedWeights smoothed = ParetoSmoothing.Smooth(equal);
        Assert.That(smoothed.KHat, Is.EqualTo(double.NegativeInfinity));
        Assert.That(smoothed.LogWeights, Is.EqualTo(equal));
    }

    [Test]
    public void Too_few_draws_cannot_tell() => Assert.That(ParetoSmoothing.Smooth([0, 1, 2, 3, 4]).KHat, Is.EqualTo(double.PositiveInfinity));

    [Test]
    public void Weights_of_0_are_allowed() =>
        Assert.That(ParetoSmoothing.Smooth([.. Enumerable.Repeat(double.NegativeInfinity, 30), .. Enumerable.Range(0, 30).Select(i => i / 10.0)]).LogWeights.Count(double.IsNegativeInfinity), Is.EqualTo(30));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_weight_that_is_no_number_is_refused(double weight) => Assert.That(() => ParetoSmoothing.Smooth([0, weight, 1]), Throws.ArgumentException);

    [Test]
    public void Weights_that_are_all_0_are_refused() =>
        Assert.That(() => ParetoSmoothing.Smooth([double.NegativeInfinity, double.NegativeInfinity]), Throws.ArgumentException);
}
