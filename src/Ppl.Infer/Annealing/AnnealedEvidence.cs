using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>An estimate of log p(x) by annealed importance sampling.</summary>
/// <param name="LogWeights">One of each chain, in nats: e to them is unbiased for the evidence.</param>
/// <param name="AcceptanceRate">The share of moves that were accepted.</param>
public sealed record AnnealedEvidence(ImmutableArray<double> LogWeights, double AcceptanceRate)
{
    /// <summary>log (1/S) Σ w_s, in nats. Below log p(x) in the mean.</summary>
    public double LogEvidence => Infer.LogWeights.LogMean(LogWeights.AsSpan());

    /// <summary>The standard error of <see cref="LogEvidence"/>, to first order.</summary>
    public double StandardError => Infer.LogWeights.LogMeanError(LogWeights.AsSpan());

    /// <summary>1 / Σ w̄²: with only a few of the chains in it, take more temperatures.</summary>
    public double EffectiveSampleSize => Infer.LogWeights.EffectiveSampleSize(LogWeights.AsSpan());

    /// <summary>The estimate and its error.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"log evidence {LogEvidence:F3} ± {StandardError:F3}, effective sample size {EffectiveSampleSize:F0} of {LogWeights.Length}, {AcceptanceRate:P0} accepted");
}
