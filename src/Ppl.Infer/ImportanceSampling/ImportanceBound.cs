namespace Ppl.Infer;

/// <summary>
/// An estimate of the importance-weighted bound L_K = E[log (1/K) Σ w_k] of the log evidence (Burda, Grosse and Salakhutdinov 2016, eq. 8): L_1 is the
/// evidence lower bound, L_K rises with K and approaches log p(x).
/// </summary>
/// <param name="Samples">K.</param>
/// <param name="Mean">The mean over groups of K draws, in nats.</param>
/// <param name="StandardError">Its standard error; NaN for a single group.</param>
/// <param name="Groups">How many groups there were.</param>
public sealed record ImportanceBound(int Samples, double Mean, double StandardError, int Groups)
{
    /// <param name="logWeights">Independent draws; those that fill no group are left out.</param>
    /// <param name="samples">K.</param>
    internal static ImportanceBound Of(ReadOnlySpan<double> logWeights, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, logWeights.Length);
        double[] bounds = new double[logWeights.Length / samples];
        for (int group = 0; group < bounds.Length; group++) bounds[group] = LogWeights.LogMean(logWeights.Slice(group * samples, samples));
        double mean = bounds.Average();
        double variance = bounds.Sum(bound => (bound - mean) * (bound - mean)) / (bounds.Length - 1);
        return new(samples, mean, Math.Sqrt(variance / bounds.Length), bounds.Length);
    }
}
