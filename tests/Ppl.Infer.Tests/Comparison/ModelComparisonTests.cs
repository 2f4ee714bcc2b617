using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class ModelComparisonTests
{
    /// <summary>Estimates with these elpds: all draws alike, so that each observation's is its log density.</summary>
    private static Loo Exactly(params double[] elpd) => Loo.Of(new Draws("y", [elpd.Length], [.. Enumerable.Repeat(elpd, 40).SelectMany(draw => draw)]));

    private static double[] Random(ulong seed, int count, double shift = 0)
    {
        using var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => shift + rng.NextGaussian())];
    }

    [Test]
    public void The_best_comes_first_and_differences_pair_the_observations()
    {
        var comparison = ModelComparison.Of([("b", Exactly(-2, -4, -3)), ("a", Exactly(-1, -2, -3))]);
        Assert.That(comparison.Select(model => model.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That((comparison[0].Difference, comparison[0].DifferenceError), Is.EqualTo((0.0, 0.0)));
        Assert.That(comparison["b"].Difference, Is.EqualTo(-3).Within(1e-12));
        Assert.That(comparison["b"].DifferenceError, Is.EqualTo(Math.Sqrt(3 * 1)).Within(1e-12), "of -1, -2, 0");
    }

    /// <summary>Of two models by golden section: f(w) = Σ log(w p_i + (1 - w) q_i).</summary>
    [Test]
    public void Stacking_finds_the_best_mixture_of_two()
    {
        double[] p = Random(1, 60), q = Random(2, 60);
        double Score(double w) => p.Zip(q, (x, y) => Math.Log((w * Math.Exp(x)) + ((1 - w) * Math.Exp(y)))).Sum();
        double low = 0, high = 1, ratio = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 80; i++)
        {
            double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
            if (Score(left) < Score(right)) low = left;
            else high = right;
        }
        Assert.That(low, Is.InRange(0.1, 0.9), "the best lies within");
        Assert.That(ModelWeights.Stacking([p, q])[0], Is.EqualTo(low).Within(1e-4));
        Assert.That(ModelWeights.Stacking([p, q]).Sum(), Is.EqualTo(1).Within(1e-12));
    }

    /// <summary>The conditions of an optimum on the simplex: slope 1 where the weight is positive, at most 1 where it is 0.</summary>
    [Test]
    public void Stacking_many_meets_the_conditions_of_an_optimum()
    {
        double[][] elpd = [Random(3, 80), Random(4, 80), Random(5, 80, shift: -3), Random(6, 80, shift: 0.2)];
        double[] weights = ModelWeights.Stacking(elpd);
        double[] mixture = [.. Enumerable.Range(0, 80).Select(i => weights.Select((w, k) => w * Math.Exp(elpd[k][i])).Sum())];
        double[] slopes = [.. elpd.Select(model => model.Select((x, i) => Math.Exp(x) / mixture[i]).Average())];
        Assert.That(slopes.Max(), Is.EqualTo(1).Within(1e-9));
        for (int k = 0; k < slopes.Length; k++) Assert.That(weights[k] * (1 - slopes[k]), Is.Zero.Within(1e-6));
        Assert.That(weights[2], Is.LessThan(1e-3), "one that is worse everywhere");
    }

    [Test]
    public void A_model_that_is_better_everywhere_takes_all_and_equal_ones_share()
    {
        double[] better = Random(7, 40, shift: 1), worse = [.. better.Select(x => x - 1)];
        Assert.That(ModelWeights.Stacking([worse, better])[1], Is.EqualTo(1).Within(1e-6));
        Assert.That(ModelWeights.Stacking([better, better]), Is.EqualTo(new[] { 0.5, 0.5 }));
    }

    /// <summary>Where models differ by d at each observation, every bootstrap has them n d apart.</summary>
    [Test]
    public void Pseudo_BMA_by_hand()
    {
        using var rng = new Rng(8);
        double[] first = Random(9, 10), second = [.. first.Select(x => x - 0.1)];
        double[] weights = ModelWeights.PseudoBma([first, second], rng);
        Assert.That(weights[0], Is.EqualTo(1 / (1 + Math.Exp(-1))).Within(1e-9));
    }

    /// <summary>
    /// Of two observations: α is uniform on [0, 1], the models lie 2 (α d + (1 - α) e) apart, and the share is the mean of a logistic function of that,
    /// with 1,000 draws within 0.02.
    /// </summary>
    [Test]
    public void Pseudo_BMA_is_a_bootstrap()
    {
        using var rng = new Rng(10);
        double[] weights = ModelWeights.PseudoBma([[1, -2], [0, 0]], rng);
        double exact = Enumerable.Range(0, 10_000).Average(j => (j + 0.5) / 10_000 is var a ? 1 / (1 + Math.Exp(-2 * ((a * 1) + ((1 - a) * -2)))) : 0);
        Assert.That(weights[0], Is.EqualTo(exact).Within(0.04));
        Assert.That(weights[0], Is.Not.EqualTo(1 / (1 + Math.Exp(1))).Within(0.03), "plain weights by exp(elpd)");
    }

    [Test]
    public void As_text_it_is_a_table_with_a_verdict() =>
        Golden.Check(ModelComparison.Of([("pooled", Exactly(Random(11, 120, shift: -1))), ("hierarchical", Exactly(Random(12, 120)))]).ToString());

    private static IEnumerable<TestCaseData> Verdicts()
    {
        double[] first = Random(13, 120);
        yield return new(first.Select(x => x - 0.01).ToArray(), "^\"a\" and \"b\" predict alike: 1.2 nats apart$");
        yield return new(first.Select((x, i) => x - (i % 2 == 0 ? 5 : -4.8)).ToArray(), "^\"a\" may predict better than \"b\": 12.0 ± .* nats apart, which may be chance$");
        yield return new(first.Select(x => x - 1).ToArray(), "^\"a\" predicts better than \"b\": 120.0 ± 0.0 nats apart$");
    }

    [TestCaseSource(nameof(Verdicts))]
    public void The_verdict_weighs_the_difference(double[] second, string verdict) =>
        Assert.That(ModelComparison.Of([("a", Exactly(Random(13, 120))), ("b", Exactly(second))]).Verdict, Does.Match(verdict));

    [Test]
    public void Few_observations_are_said_to_be_few() =>
        Assert.That(ModelComparison.Of([("a", Exactly(0, 0)), ("b", Exactly(-9, -9))]).Verdict, Does.EndWith("with 2 observations the error may be larger than that"));

    [Test]
    public void Estimates_with_findings_are_named()
    {
        var waic = Waic.Of(new Draws("y", [1], [-1, -4]));
        Assert.That(ModelComparison.Of([("a", waic), ("b", Waic.Of(new Draws("y", [1], [-1, -1])))]).Verdict, Does.EndWith("see the findings of \"a\" first"));
    }

    [Test]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.That(() => ModelComparison.Of([("a", Exactly(1))]), Throws.ArgumentException);
        Assert.That(() => ModelComparison.Of([("a", Exactly(1)), ("a", Exactly(2))]), Throws.ArgumentException);
        Assert.That(() => ModelComparison.Of([("a", Exactly(1)), ("b", Exactly(2, 3))]), Throws.ArgumentException.With.Message.Contains("Loo of 2 observations"));
        Assert.That(() => ModelComparison.Of([("a", Exactly(1)), ("b", Waic.Of(new Draws("y", [1], [-1, -1])))]), Throws.ArgumentException);
        Assert.That(() => ModelComparison.Of([("a", Exactly(1)), ("b", Exactly(2))])["c"], Raises.Code("PPL024"));
    }
}
