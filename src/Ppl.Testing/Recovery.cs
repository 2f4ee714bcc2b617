using MathNet.Numerics.Distributions;
using NUnit.Framework;
using Ppl.Infer;

namespace Ppl.Testing;

/// <summary>
/// Posterior recovery as an assertion: data are drawn from known numbers, and the posteriors must find these again. Coarser than <see cref="Calibration"/>, and good with fewer
/// posteriors.
/// </summary>
public static class Recovery
{
    /// <summary>
    /// Fails unless, of every quantity, as many of the central intervals of the draws hold the truth as should, and the distances (posterior mean - truth) / posterior standard
    /// deviation have mean 0. Each test takes an equal part of <see cref="CalibrationOptions.FalseAlarm"/>.
    /// </summary>
    /// <remarks>
    /// The number of intervals that hold the truth is binomial, exactly, if the truths are drawn from the prior. From fixed truths it is so for data so many that the prior no longer
    /// matters (Bernstein and von Mises); with few data and a prior that pulls away from the truth, the assertion fails, and rightly says by how much.
    /// </remarks>
    /// <param name="simulate">Gives truths, fixed or from the prior, and draws data from them.</param>
    /// <param name="posterior">Draws from the posterior of the data: a row for each draw, the quantities in the order of the truths.</param>
    /// <param name="level">How much of the posterior an interval holds.</param>
    /// <param name="options">
    /// 50 replications when null; <see cref="CalibrationOptions.Bins"/> are not asked for. A Markov chain should give several times as many draws as <see cref="CalibrationOptions.Draws"/>.
    /// </param>
    /// <returns>Ranks and distances, for pictures.</returns>
    /// <exception cref="ArgumentException">A posterior has too few draws, or of another number of quantities; the level does not lie between 0 and 1.</exception>
    public static RankedTruths Check<TData>(
        Func<Rng, Simulated<TData>> simulate, Func<TData, Rng, IReadOnlyList<double[]>> posterior, double level = 0.9, CalibrationOptions? options = null)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A share lies between 0 and 1.");
        options ??= new CalibrationOptions { Replications = 50 };
        var truths = RankedTruths.Of(simulate, posterior, options);
        double alarm = options.FalseAlarm / (2 * truths.Names.Length);
        string[] flaws = [.. Enumerable.Range(0, truths.Names.Length).SelectMany(q => Flaws(truths, q, level, alarm))];
        if (flaws.Length > 0) Assert.Fail(FormattableString.Invariant($"{string.Join('\n', flaws)}\nat false alarm {options.FalseAlarm:G2} over {truths.Names.Length} quantities, {options.Replications} replications"));
        return truths;
    }

    private static IEnumerable<string> Flaws(RankedTruths truths, int quantity, double level, double alarm)
    {
        int ranks = truths.Draws + 1, outside = (int)Math.Round(ranks * (1 - level) / 2), replications = truths.Ranks[quantity].Length;
        double share = (ranks - (2.0 * outside)) / ranks;
        int held = truths.Ranks[quantity].Count(rank => rank >= outside && rank < ranks - outside);
        var binomial = new Binomial(share, replications);
        if (Math.Min(binomial.CumulativeDistribution(held), 1 - binomial.CumulativeDistribution(held - 1)) < alarm / 2)
            yield return FormattableString.Invariant($"{truths.Names[quantity]}: {held} of {replications} intervals of {share:P0} hold the truth");

        double[] scores = [.. truths.Scores[quantity]];
        double mean = scores.Average(), error = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (replications - 1) / replications);
        double allowed = -StudentT.InvCDF(0, 1, replications - 1, alarm / 2) * error;
        if (!(Math.Abs(mean) <= allowed))
            yield return FormattableString.Invariant($"{truths.Names[quantity]}: posterior means lie {mean:F2} posterior standard deviations from the truth on average; {allowed:G2} is allowed");
    }
}
