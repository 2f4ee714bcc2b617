namespace Ppl.Infer;

/// <summary>How far the draws of one number by Markov chains can be trusted.</summary>
/// <param name="RHat"><see cref="Infer.RHat.Of"/>; good below 1.01.</param>
/// <param name="BulkSize"><see cref="EffectiveSampleSize.Bulk"/>; at least 100 a chain are wanted.</param>
/// <param name="TailSize"><see cref="EffectiveSampleSize.Tail"/>; at least 100 a chain are wanted.</param>
/// <param name="MeanError"><see cref="MonteCarloError.Mean"/>.</param>
/// <param name="Flaw"><see cref="ChainFlaw.Of"/>: why these are NaN; null where nothing is amiss.</param>
public sealed record ChainAccuracy(double RHat, double BulkSize, double TailSize, double MeanError, string? Flaw)
{
    internal static ChainAccuracy Of(double[][] chains) =>
        new(Infer.RHat.Of(chains), EffectiveSampleSize.Bulk(chains), EffectiveSampleSize.Tail(chains), MonteCarloError.Mean(chains), ChainFlaw.Of(chains));
}
