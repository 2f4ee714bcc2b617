namespace Ppl.Infer;

/// <summary>Quantiles of draws.</summary>
internal static class Quantile
{
    /// <summary>Straight lines between the order statistics, the i-th of S at (i - 1) / (S - 1) (Hyndman and Fan 1996, definition 7).</summary>
    public static double Of(double[] sorted, double p)
    {
        double place = p * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <exception cref="ArgumentOutOfRangeException">Not a number from 0 to 1.</exception>
    public static void Require(double p)
    {
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
    }
}
