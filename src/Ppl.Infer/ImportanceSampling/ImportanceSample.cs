using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>Draws of a model's latents from a guide, with their importance weights. Immutable, managed.</summary>
public sealed class ImportanceSample
{
    private readonly ParetoSmoothedWeights smoothed;

    internal ImportanceSample(Samples samples, double[] logWeights)
    {
        (Samples, LogWeights) = (samples, [.. logWeights]);
        smoothed = ParetoSmoothing.Smooth(logWeights);
        Weights = [.. Infer.LogWeights.Normalized(smoothed.LogWeights.AsSpan())];
    }

    /// <summary>The draws of the guide, unweighted.</summary>
    public Samples Samples { get; }

    /// <summary>log p(x, z) - log q(z) of each draw, raw.</summary>
    public ImmutableArray<double> LogWeights { get; }

    /// <summary>The Pareto-smoothed weights, which sum to 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>k̂ of the weights (<see cref="ParetoSmoothedWeights.KHat"/>): above 0.7 the guide is too narrow somewhere, or too far away.</summary>
    public double KHat => smoothed.KHat;

    /// <summary>1 / Σ w², of the smoothed weights: as many draws from the posterior itself would be as good.</summary>
    public double EffectiveSampleSize => Infer.LogWeights.EffectiveSampleSize(smoothed.LogWeights.AsSpan());

    /// <summary>log (1/S) Σ w_s of the raw weights, in nats: e to it is unbiased for the evidence p(x).</summary>
    public double LogEvidence => Infer.LogWeights.LogMean(LogWeights.AsSpan());

    /// <summary>The standard error of <see cref="LogEvidence"/>, to first order; to be believed only with a <see cref="KHat"/> below 0.5, where the weights have a variance.</summary>
    public double LogEvidenceError => Infer.LogWeights.LogMeanError(LogWeights.AsSpan());

    /// <summary>The importance-weighted bound with K samples, from groups of K draws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">K is not between 1 and the number of draws.</exception>
    public ImportanceBound Bound(int samples) => ImportanceBound.Of(LogWeights.AsSpan(), samples);

    /// <summary>E[z | x] of each element of a site, by the smoothed weights.</summary>
    /// <exception cref="PplException">PPL024: there is no such site.</exception>
    public double[] Mean(string site)
    {
        Draws draws = Samples[site];
        double[] mean = new double[draws.Shape.NumberOfElements];
        for (int draw = 0; draw < draws.Count; draw++)
            for (int i = 0; i < mean.Length; i++) mean[i] += Weights[draw] * draws[draw][i];
        return mean;
    }

    /// <summary>
    /// Draws of equal weight: each of these comes as often as its smoothed weight has it, up to one more or less (systematic resampling,
    /// Kitagawa 1996), in random order.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    public Samples Resample(int count, Rng rng)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(rng);
        int[] chosen = new int[count];
        double offset = rng.NextDouble(), below = 0;
        int draw = -1;
        for (int i = 0; i < count; i++)
        {
            double place = (i + offset) / count;
            while (below <= place && draw < Weights.Length - 1) below += Weights[++draw];
            chosen[i] = draw;
        }
        rng.Shuffle<int>(chosen);
        return Samples.Select(chosen);
    }

    /// <summary>The number of draws, k̂, effective sample size and log evidence.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{LogWeights.Length} draws, k-hat {KHat:F2}, effective sample size {EffectiveSampleSize:F0}, log evidence {LogEvidence:F3} ± {LogEvidenceError:F3}");
}
