using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// Leave-one-out cross-validation without refitting: each posterior without y_i is the full one weighed by 1 / p(y_i | θ_s), the weights smoothed
/// (PSIS-LOO; Vehtari, Gelman and Gabry 2017; <see cref="ParetoSmoothing"/>). k̂ says for each observation whether its term can be trusted.
/// </summary>
public sealed class Loo : ElpdEstimate
{
    private const double HighestKHat = 0.7;

    private readonly LogLikelihoods table;
    private readonly double[] efficiencies;

    private Loo(LogLikelihoods table, double[] efficiencies, double[] kHats, double[] pointwise) : base(table.ForEach(table.LogDensity), pointwise)
    {
        (this.table, this.efficiencies) = (table, efficiencies);
        KHats = [.. kHats];
        KHatLimit = Math.Min(HighestKHat, 1 - (1 / Math.Log10(table.Draws)));
    }

    /// <summary>PSIS-LOO from log likelihoods.</summary>
    /// <param name="logLikelihood">log p(y_i | θ_s): the elements of a draw are the observations (<see cref="LogLikelihood.Of"/>).</param>
    /// <remarks>Draws of several <see cref="Draws.Chains"/> are taken to be those of Markov chains, which have a longer tail to smooth; those of one to be independent.</remarks>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static Loo Of(Draws logLikelihood)
    {
        var table = new LogLikelihoods(logLikelihood);
        double[] efficiencies = table.ForEach(i => Efficiency(logLikelihood.ByChain(i)));
        ParetoSmoothedWeights[] smoothed = table.ForEach(i => Smooth(table.Of(i), efficiencies[i]));
        double[] pointwise = table.ForEach(i => LogMean(table.Of(i), smoothed[i]));
        return new(table, efficiencies, [.. smoothed.Select(weights => weights.KHat)], pointwise);
    }

    /// <summary>k̂ of each observation's weights; -∞ for one that no draw finds more probable than another, +∞ with fewer than 21 draws, too few to tell.</summary>
    public ImmutableArray<double> KHats { get; }

    /// <summary>The k̂ up to which S draws are enough: min(0.7, 1 - 1 / log10 S) (Vehtari, Simpson, Gelman, Yao and Gabry 2024, section 3.2.4).</summary>
    public double KHatLimit { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Finding> Findings
    {
        get
        {
            int[] bad = [.. Enumerable.Range(0, table.Observations).Where(i => KHats[i] > KHatLimit)];
            if (bad.Length == 0) return [];
            int worst = bad.MaxBy(i => KHats[i]);
            return [new(FormattableString.Invariant($"k-hat is above {KHatLimit:F2} for {bad.Length} of {table.Observations} observations, {KHats[worst]:F2} for {table.NameOf(worst)}"),
                double.IsPositiveInfinity(KHats[worst]) ? "21 draws at least are needed to tell"
                    : KHats[worst] > HighestKHat ? "their terms cannot be trusted; refit without these observations, or give the model a likelihood with heavier tails"
                    : "their terms cannot be trusted yet; take more draws")];
        }
    }

    private protected override string Name => "elpd by PSIS-LOO";

    /// <summary>
    /// LOO-PIT: P(ỹ_i &lt; y_i | y_-i) + P(ỹ_i = y_i | y_-i) / 2 of each observation, by the smoothed weights. Uniform on [0, 1] for a model that tells the
    /// spread of data right: a hump in the middle says that the model is too wide, a valley that it is too narrow (Gabry, Simpson, Vehtari, Betancourt and Gelman 2019).
    /// </summary>
    /// <param name="predicted">ỹ drawn from p(ỹ | θ_s) for the very draws of the log likelihoods, in their order (<see cref="Predictive"/>).</param>
    /// <param name="observed">y, row-major.</param>
    /// <exception cref="ArgumentException">The numbers of draws or of observations differ.</exception>
    public double[] Pit(Draws predicted, ReadOnlySpan<double> observed)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        if (predicted.Count != table.Draws || predicted.Shape.NumberOfElements != table.Observations || observed.Length != table.Observations)
            throw new ArgumentException($"{predicted} and {observed.Length} observations beside log likelihoods of {table.Draws} draws and {table.Observations} observations.", nameof(predicted));
        double[] below = new double[table.Observations];
        for (int i = 0; i < below.Length; i++)
        {
            double[] shares = LogWeights.Normalized(Smooth(table.Of(i), efficiencies[i]).LogWeights.AsSpan()), draws = predicted.Element(i);
            for (int s = 0; s < shares.Length; s++) below[i] += shares[s] * (draws[s] < observed[i] ? 1 : draws[s] == observed[i] ? 0.5 : 0);
        }
        return below;
    }

    private static ParetoSmoothedWeights Smooth(double[] logLikelihood, double efficiency) =>
        ParetoSmoothing.Smooth(Array.ConvertAll(logLikelihood, x => -x), efficiency);

    /// <summary>log Σ w_s p(y_i | θ_s) / Σ w_s.</summary>
    private static double LogMean(double[] logLikelihood, ParetoSmoothedWeights weights) =>
        LogWeights.LogMean([.. logLikelihood.Zip(weights.LogWeights, (x, weight) => x + weight)]) - LogWeights.LogMean(weights.LogWeights.AsSpan());

    /// <summary>The effective sample size of p(y_i | θ_s) over the number of draws; 1 where it has none.</summary>
    private static double Efficiency(double[][] logLikelihood)
    {
        if (logLikelihood.Length == 1) return 1;
        double largest = logLikelihood.Max(chain => chain.Max());
        double size = EffectiveSampleSize.Mean(ChainArrays.Map(logLikelihood, x => Math.Exp(x - largest)));
        return double.IsNaN(size) ? 1 : size / (logLikelihood.Length * logLikelihood[0].Length);
    }
}
