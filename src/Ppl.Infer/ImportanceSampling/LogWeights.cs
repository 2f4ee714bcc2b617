namespace Ppl.Infer;

/// <summary>Arithmetic with the logarithms of importance weights.</summary>
internal static class LogWeights
{
    /// <exception cref="ArgumentException">There is none, one is NaN or +∞, or all are -∞.</exception>
    public static double Largest(ReadOnlySpan<double> logWeights)
    {
        double largest = double.NegativeInfinity;
        foreach (double weight in logWeights)
        {
            if (double.IsNaN(weight) || double.IsPositiveInfinity(weight)) throw new ArgumentException($"A log weight is {weight}.", nameof(logWeights));
            largest = Math.Max(largest, weight);
        }
        return double.IsNegativeInfinity(largest) ? throw new ArgumentException("There is no weight above 0.", nameof(logWeights)) : largest;
    }

    /// <summary>log((1/S) Σ w_s).</summary>
    public static double LogMean(ReadOnlySpan<double> logWeights)
    {
        double largest = Largest(logWeights), sum = 0;
        foreach (double weight in logWeights) sum += Math.Exp(weight - largest);
        return largest + Math.Log(sum / logWeights.Length);
    }

    /// <summary>w_s / Σ w.</summary>
    public static double[] Normalized(ReadOnlySpan<double> logWeights)
    {
        double logSum = LogMean(logWeights) + Math.Log(logWeights.Length);
        double[] shares = new double[logWeights.Length];
        for (int i = 0; i < shares.Length; i++) shares[i] = Math.Exp(logWeights[i] - logSum);
        return shares;
    }

    /// <summary>1 / Σ w̄², w̄ the weights' shares (Kong 1992).</summary>
    public static double EffectiveSampleSize(ReadOnlySpan<double> logWeights) => 1 / Normalized(logWeights).Sum(share => share * share);

    /// <summary>The standard error of <see cref="LogMean"/>, to first order: that of the weights' mean, relative to it; NaN for one weight.</summary>
    public static double LogMeanError(ReadOnlySpan<double> logWeights)
    {
        double count = logWeights.Length;
        double squares = Normalized(logWeights).Sum(share => share * share);
        return Math.Sqrt(Math.Max((squares * count) - 1, 0) / (count - 1));
    }
}
