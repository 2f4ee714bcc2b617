using FsCheck;
using FsCheck.Fluent;

namespace Ppl.Infer.Tests;

/// <summary>Laws of the diagnostics, over chains drawn at random: whole numbers, so that there are ties, and so that maps are exact.</summary>
public sealed class ChainDiagnosticLawTests
{
    private static Arbitrary<double[][]> Chains =>
        (from length in Gen.Choose(6, 60)
         from count in Gen.Choose(1, 4)
         from numbers in Gen.ArrayOf(Gen.Choose(-40, 40), length * count)
         where numbers.Distinct().Count() > 1
         select numbers.Select(number => (double)number).Chunk(length).ToArray()).ToArbitrary();

    [Test]
    public void What_looks_at_ranks_stays_under_a_rising_map() => Hold(chains =>
    {
        double[][] mapped = ChainArrays.Map(chains, x => (x * x * x) + (5 * x) + 7);
        return Same(RHat.Bulk(mapped), RHat.Bulk(chains))
            && Same(EffectiveSampleSize.Bulk(mapped), EffectiveSampleSize.Bulk(chains))
            && Same(EffectiveSampleSize.Tail(mapped), EffectiveSampleSize.Tail(chains))
            && Same(EffectiveSampleSize.Quantile(mapped, 0.4), EffectiveSampleSize.Quantile(chains, 0.4));
    });

    [Test]
    public void Units_change_errors_in_proportion_and_nothing_else() => Hold(chains =>
    {
        double[][] mapped = ChainArrays.Map(chains, x => (-4 * x) + 3);
        return Same(RHat.Of(mapped), RHat.Of(chains))
            && Same(EffectiveSampleSize.Mean(mapped), EffectiveSampleSize.Mean(chains))
            && Same(EffectiveSampleSize.StandardDeviation(mapped), EffectiveSampleSize.StandardDeviation(chains))
            && Same(MonteCarloError.Mean(mapped), 4 * MonteCarloError.Mean(chains))
            && Same(MonteCarloError.StandardDeviation(mapped), 4 * MonteCarloError.StandardDeviation(chains));
    });

    [Test]
    public void The_order_of_the_chains_means_nothing() => Hold(chains =>
    {
        double[][] turned = [.. chains.Reverse()];
        return Same(RHat.Of(turned), RHat.Of(chains))
            && Same(EffectiveSampleSize.Bulk(turned), EffectiveSampleSize.Bulk(chains))
            && Same(EffectiveSampleSize.Tail(turned), EffectiveSampleSize.Tail(chains))
            && Same(MonteCarloError.Quantile(turned, 0.5), MonteCarloError.Quantile(chains, 0.5));
    });

    [Test]
    public void No_chain_is_worth_more_than_S_log10_S_draws() => Hold(chains =>
    {
        double draws = chains.Length * (chains[0].Length / 2 * 2);
        double[] sizes = [EffectiveSampleSize.Bulk(chains), EffectiveSampleSize.Mean(chains), EffectiveSampleSize.Tail(chains)];
        return sizes.All(size => double.IsNaN(size) || (size > 0 && size <= draws * Math.Log10(draws) * (1 + 1e-12)));
    });

    private static void Hold(Func<double[][], bool> law) => Check.One(Config.QuickThrowOnFailure.WithReplay(20, 31), Prop.ForAll(Chains, law));

    private static bool Same(double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || a == b || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));
}
