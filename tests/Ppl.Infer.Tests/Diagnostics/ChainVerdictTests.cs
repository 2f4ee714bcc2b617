using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class ChainVerdictTests
{
    [Test]
    public void Good_chains_are_good()
    {
        var verdict = ChainVerdict.Of(ChainZoo.Good(), ChainZoo.Well());
        Assert.That(verdict.Findings, Is.Empty);
        Assert.That(verdict.ToString(), Does.Match("^Good: 4 chains of 1000 draws: R-hat at most 1.00., effective sample size at least 3... in the bulk and 3... in the tails, 0 of 4000 draws divergent$"));
        Assert.That(ChainVerdict.Of(ChainZoo.Good()).ToString(), Does.EndWith(" in the tails"));
    }

    private static IEnumerable<TestCaseData> Flawed()
    {
        TestCaseData Case(string name, Samples samples, SamplerStatistics? statistics, params string[] findings) => new TestCaseData(samples, statistics, findings).SetArgDisplayNames(name);
        yield return Case("one chain elsewhere", ChainZoo.Good((i, chain) => i == 2 ? Array.ConvertAll(chain, x => x + 5) : chain), null,
            "^R-hat above 1.01 for 1 of 3 numbers, mu \\(1.[4-9]..\\)$", "^effective sample size below 400 in the bulk for 1 of 3 numbers, mu \\([0-9]\\)$", "^effective sample size below 400 in the tails");
        yield return Case("slow chains", ChainZoo.Good((_, chain) => Slow(chain)), null,
            "^R-hat above", "^effective sample size below 400 in the bulk", "^effective sample size below 400 in the tails");
        yield return Case("a draw that is no number", ChainZoo.Good((i, chain) => i == 3 ? [.. chain[..6], double.NaN, .. chain[7..]] : chain), null,
            "^NaN or infinite draws for 1 of 4 numbers, mu \\(draw 7 of chain 4 is NaN\\)$");
        yield return Case("one chain", ChainZoo.Good(chains: 1), null, "^there is one chain$");
        yield return Case("five draws", ChainZoo.Good(draws: 5), null, "^5 draws a chain are too few for diagnostics$");
        yield return Case("divergences", ChainZoo.Good(), ChainZoo.Well(isDivergent: (chain, draw) => chain == 0 && draw < 17), "^17 of 4000 draws diverged");
        yield return Case("deep trees", ChainZoo.Good(), ChainZoo.Well(depth: (_, draw) => draw < 2 ? 10 : 3), "^8 of 4000 draws have a trajectory that was stopped at depth 10$");
        yield return Case("energies that creep", ChainZoo.Good(), ChainZoo.Well(energy: (chain, draw, normal) => chain == 1 ? draw / 100.0 : normal), "^E-BFMI is 0.00 in chain 2");
    }

    [TestCaseSource(nameof(Flawed))]
    public void A_flaw_is_a_finding_and_no_other_comes_with_it(Samples samples, SamplerStatistics? statistics, string[] findings)
    {
        var verdict = ChainVerdict.Of(samples, statistics);
        Assert.That(verdict.IsGood, Is.False);
        Assert.That(verdict.Findings, Has.Length.EqualTo(findings.Length), verdict.ToString());
        for (int i = 0; i < findings.Length; i++) Assert.That(verdict.Findings[i].Text, Does.Match(findings[i]));
        Assert.That(verdict.Findings.Select(finding => finding.Hint), Has.All.Not.Empty);
    }

    [Test]
    public void As_text_it_says_what_to_do() =>
        Golden.Check(ChainVerdict.Of(ChainZoo.Good((i, chain) => i == 2 ? Slow(chain) : chain), ChainZoo.Well(isDivergent: (_, draw) => draw == 0)).ToString());

    [Test]
    public void Statistics_of_other_draws_are_refused() =>
        Assert.That(() => ChainVerdict.Of(ChainZoo.Good(draws: 10), ChainZoo.Well()), Throws.ArgumentException.With.Message.Contains("not those of 4 chain(s) of 10 draws"));

    [Test]
    public void The_summary_of_chains_has_their_accuracy()
    {
        Samples samples = ChainZoo.Good();
        double[][] chains = samples["effect"].ByChain(1);
        var summary = Summary.Of(samples);
        Assert.That(summary["effect[1]"].Accuracy, Is.EqualTo(
            new ChainAccuracy(RHat.Of(chains), EffectiveSampleSize.Bulk(chains), EffectiveSampleSize.Tail(chains), MonteCarloError.Mean(chains), null)));
        Assert.That(summary["diagonal"].Accuracy!.Flaw, Is.EqualTo("all draws are 1"));
        Samples pooled = samples.Select([.. Enumerable.Range(0, samples.Draws)]);
        Assert.That(summary["effect[1]"] with { Accuracy = null }, Is.EqualTo(Summary.Of(pooled)["effect[1]"]), "one chain has none");
        Golden.Check(summary.ToString());
    }

    private static double[] Slow(double[] noise)
    {
        double[] slow = [.. noise];
        for (int i = 1; i < slow.Length; i++) slow[i] = (0.99 * slow[i - 1]) + (0.14 * noise[i]);
        return slow;
    }
}
