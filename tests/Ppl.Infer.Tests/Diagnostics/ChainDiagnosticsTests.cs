using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>R-hat, effective sample sizes and Monte Carlo errors beside their formulas, and beside what they estimate.</summary>
public sealed class ChainDiagnosticsTests
{
    private static IEnumerable<TestCaseData> StoredDraws()
    {
        using var rng = new Rng(20260101);
        TestCaseData Case(string name, double[][] chains) => new TestCaseData((object)chains).SetArgDisplayNames(name);
        yield return Case("independent draws", Autoregression.Chains(rng, 4, 250, 0));
        yield return Case("slow chains", Autoregression.Chains(rng, 4, 400, 0.9));
        yield return Case("chains that swing", Autoregression.Chains(rng, 3, 301, -0.7));
        yield return Case("one chain of odd length", Autoregression.Chains(rng, 1, 157, 0.5));
        yield return Case("draws with ties", [.. Autoregression.Chains(rng, 4, 200, 0.6).Select(chain => Array.ConvertAll(chain, x => Math.Round(2 * x)))]);
        yield return Case("chains in two places", [.. Autoregression.Chains(rng, 4, 120, 0.3).Select((chain, i) => Array.ConvertAll(chain, x => x + (i / 2 * 1.5)))]);
        yield return Case("chains of two widths", [.. Autoregression.Chains(rng, 2, 120, 0.3).Select((chain, i) => Array.ConvertAll(chain, x => x * (1 + (2 * i))))]);
        yield return Case("a heavy tail", [.. Autoregression.Chains(rng, 4, 250, 0.4).Select(chain => Array.ConvertAll(chain, x => Math.Tan(1.5 * x)))]);
        yield return Case("a chain that stands still", [.. Autoregression.Chains(rng, 3, 60, 0.2), [.. Enumerable.Repeat(0.25, 60)]]);
        yield return Case("draws that alternate", [[.. Enumerable.Range(0, 40).Select(i => i % 2 + (i / 1000.0))]]);
        yield return Case("the fewest draws", Autoregression.Chains(rng, 2, 6, 0));
        yield return Case("few draws", Autoregression.Chains(rng, 2, 13, 0.5));
    }

    [TestCaseSource(nameof(StoredDraws))]
    public void The_published_formulas_are_met(double[][] chains)
    {
        Equal(RHat.Of(chains), ReferenceDiagnostics.RHat(chains));
        Equal(EffectiveSampleSize.Bulk(chains), ReferenceDiagnostics.BulkEss(chains));
        Equal(EffectiveSampleSize.Mean(chains), ReferenceDiagnostics.MeanEss(chains));
        Equal(EffectiveSampleSize.StandardDeviation(chains), ReferenceDiagnostics.DeviationEss(chains));
        Equal(EffectiveSampleSize.Tail(chains), Math.Min(ReferenceDiagnostics.QuantileEss(chains, 0.05), ReferenceDiagnostics.QuantileEss(chains, 0.95)));
        Equal(MonteCarloError.Mean(chains), ReferenceDiagnostics.MeanError(chains));
        Equal(MonteCarloError.StandardDeviation(chains), ReferenceDiagnostics.DeviationError(chains));
        foreach (double p in new[] { 0.1, 0.5, 0.8 })
        {
            Equal(EffectiveSampleSize.Quantile(chains, p), ReferenceDiagnostics.QuantileEss(chains, p));
            Equal(MonteCarloError.Quantile(chains, p), ReferenceDiagnostics.QuantileError(chains, p));
        }
    }

    /// <summary>By hand: two chains of halves (1, 3, 2), (4, 6, 5) and (2, 1, 3), (5, 4, 6), whose ranks are their own numbers' places.</summary>
    [Test]
    public void R_hat_by_hand()
    {
        double[][] chains = [[1, 3, 2, 4, 6, 5], [1, 3, 2, 4, 6, 5]];
        double[] scores = [.. new[] { 1.5, 3.5, 5.5, 7.5, 9.5, 11.5 }.Select(rank => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (rank - 0.375) / 12.25))];
        double low = scores.Take(3).Average(), high = scores.Skip(3).Average();
        double within = scores.Take(3).Sum(score => (score - low) * (score - low)) / 2;    // the upper three are their mirror image
        double between = 4 * Math.Pow((high - low) / 2, 2) / 3;
        Assert.That(RHat.Bulk(chains), Is.EqualTo(Math.Sqrt((2.0 / 3) + (between / within))).Within(1e-12));
    }

    [Test]
    public void Covariances_by_the_spectrum_are_those_by_their_sums()
    {
        using var rng = new Rng(5);
        double[] chain = [.. Autoregression.Chain(rng, 777, 0.8).Select(x => 1e6 + x)];
        double mean = chain.Average();
        double[] sums = [.. Enumerable.Range(0, chain.Length).Select(lag => Enumerable.Range(0, chain.Length - lag).Sum(i => (chain[i] - mean) * (chain[i + lag] - mean)) / chain.Length)];
        Assert.That(Autocovariance.Of(chain), Is.EqualTo(sums).Within(1e-12));
    }

    /// <summary>S (1 - φ) / (1 + φ) for the mean. The estimate's own bias is of the order of its autocorrelation time over the length of a chain, here below 1 %.</summary>
    [TestCase(-0.5)]
    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(0.9)]
    public void An_autoregressive_chain_has_its_effective_sample_size(double phi)
    {
        using var rng = new Rng(3);
        double[] sizes = [.. Enumerable.Range(0, 40).Select(_ => EffectiveSampleSize.Mean(Autoregression.Chains(rng, 4, 4000, phi)))];
        double exact = 16_000 * (1 - phi) / (1 + phi), error = Math.Sqrt(sizes.Select(size => Math.Pow(size - sizes.Average(), 2)).Sum() / 39 / 40);
        TestContext.Out.WriteLine($"φ = {phi}: {sizes.Average() / exact:F4} of the exact size, standard error {error / exact:F4}");
        Assert.That(sizes.Average(), Is.EqualTo(exact).Within((5 * error) + (0.01 * exact)));
    }

    /// <summary>What is estimated, less its exact value, over its Monte Carlo error has variance 1: by 300 runs of four chains.</summary>
    [Test]
    public void Estimates_stray_as_far_as_their_errors_say()
    {
        using var rng = new Rng(4);
        const int runs = 300;
        double[] means = new double[runs], deviations = new double[runs], quantiles = new double[runs];
        double ninetieth = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.9);
        for (int run = 0; run < runs; run++)
        {
            double[][] chains = Autoregression.Chains(rng, 4, 500, 0.5);
            double[] all = [.. chains.SelectMany(chain => chain).Order()];
            means[run] = all.Average() / MonteCarloError.Mean(chains);
            deviations[run] = (Math.Sqrt(all.Sum(x => Math.Pow(x - all.Average(), 2)) / (all.Length - 1)) - 1) / MonteCarloError.StandardDeviation(chains);
            quantiles[run] = (Quantile.Of(all, 0.9) - ninetieth) / MonteCarloError.Quantile(chains, 0.9);
        }
        foreach (double[] ratios in new[] { means, deviations, quantiles }) StatisticalAssert.Variance(ratios, 1);
    }

    [Test]
    public void Chains_that_agree_have_an_R_hat_of_1_and_chains_that_do_not_have_more()
    {
        using var rng = new Rng(6);
        double[][] chains = Autoregression.Chains(rng, 4, 1000, 0.3);
        Assert.That(RHat.Of(chains), Is.InRange(0.999, 1.005));
        Assert.That(RHat.Bulk([.. chains.Select((chain, i) => Array.ConvertAll(chain, x => x + (0.5 * i)))]), Is.GreaterThan(1.05), "places");
        double[][] widths = [.. chains.Select((chain, i) => Array.ConvertAll(chain, x => x * (1 + i)))];
        Assert.That(RHat.Bulk(widths), Is.LessThan(1.01), "ranks do not see widths");
        Assert.That(RHat.Folded(widths), Is.GreaterThan(1.05), "folds do");
        double[] drift = [.. chains[0].Select((x, i) => x + (0.002 * i))];
        Assert.That(RHat.Of([drift, drift]), Is.GreaterThan(1.05), "a drift within each chain");
    }

    [Test]
    public void Chains_that_stand_still_at_different_places_have_an_infinite_R_hat() =>
        Assert.That(RHat.Of([[1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2]]), Is.EqualTo(double.PositiveInfinity));

    private static IEnumerable<TestCaseData> FlawedDraws()
    {
        yield return new(new double[][] { [1, 2, 3, 4, 5, 6], [1, 2, double.NaN, 4, 5, 6] }, "draw 3 of chain 2 is NaN");
        yield return new(new double[][] { [1, 2, 3, 4, 5, double.NegativeInfinity] }, "draw 6 of chain 1 is -Infinity");
        yield return new(new double[][] { [2.5, 2.5, 2.5, 2.5, 2.5, 2.5], [2.5, 2.5, 2.5, 2.5, 2.5, 2.5] }, "all draws are 2.5");
        yield return new(new double[][] { [1, 2, 3, 4, 5], [1, 2, 3, 4, 5] }, "5 draws a chain are too few: six are needed");
    }

    [TestCaseSource(nameof(FlawedDraws))]
    public void Chains_with_a_flaw_have_no_diagnostics_and_a_reason(double[][] chains, string reason)
    {
        Assert.That(ChainFlaw.Of(chains), Is.EqualTo(reason));
        Assert.That(new[]
        {
            RHat.Of(chains), RHat.Bulk(chains), RHat.Folded(chains),
            EffectiveSampleSize.Bulk(chains), EffectiveSampleSize.Tail(chains), EffectiveSampleSize.Mean(chains), EffectiveSampleSize.StandardDeviation(chains),
            EffectiveSampleSize.Quantile(chains, 0.3), MonteCarloError.Mean(chains), MonteCarloError.StandardDeviation(chains), MonteCarloError.Quantile(chains, 0.3),
        }, Has.All.NaN);
    }

    [Test]
    public void Draws_of_two_numbers_in_equal_shares_have_no_fold()
    {
        double[] coin = [.. Enumerable.Range(0, 24).Select(i => (double)(i / 3 % 2))];
        Assert.That(ChainFlaw.Of([coin]), Is.Null);
        Assert.That(RHat.Folded([coin]), Is.NaN);
        Assert.That(RHat.Of([coin]), Is.EqualTo(RHat.Bulk([coin])).And.InRange(0.8, 1));
    }

    [Test]
    public void Chains_that_are_none_or_of_different_lengths_are_refused()
    {
        Assert.That(() => RHat.Of([]), Throws.ArgumentException);
        Assert.That(() => EffectiveSampleSize.Bulk([[]]), Throws.ArgumentException);
        Assert.That(() => EffectiveSampleSize.Mean([[1, 2, 3, 4, 5, 6], [1, 2, 3]]), Throws.ArgumentException.With.Message.Contains("3 draws beside one of 6"));
        Assert.That(() => EffectiveSampleSize.Quantile([[1, 2, 3, 4, 5, 6]], 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static void Equal(double actual, double expected) => Assert.That(actual, Is.EqualTo(expected).Within(1e-8 * Math.Max(1, Math.Abs(expected))));
}
