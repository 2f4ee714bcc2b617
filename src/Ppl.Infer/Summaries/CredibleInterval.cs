namespace Ppl.Infer;

/// <summary>An interval that holds a share of draws.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Share">How much of the distribution it is to hold.</param>
public readonly record struct CredibleInterval(double Low, double High, double Share)
{
    /// <summary>High - low.</summary>
    public double Width => High - Low;

    /// <summary>Is a number within it, ends included?</summary>
    public bool Contains(double x) => Low <= x && x <= High;

    /// <summary>The interval with as many draws below it as above: from the (1 - share)/2 to the (1 + share)/2 quantile. A monotone map of the draws maps its ends, up to the straight lines between draws.</summary>
    /// <param name="draws">Finite numbers, in any order; they stay as they are.</param>
    /// <param name="share">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no draw, one is NaN or infinite, or the share does not lie between 0 and 1.</exception>
    public static CredibleInterval EqualTailed(ReadOnlySpan<double> draws, double share = 0.9)
    {
        double[] sorted = Sorted(draws, share);
        return new(Quantile.Of(sorted, (1 - share) / 2), Quantile.Of(sorted, (1 + share) / 2), share);
    }

    /// <summary>
    /// The highest-density interval of a distribution with one peak: the narrowest that leads from a draw to the ⌊share S⌋-th after it (Chen and Shao 1999), the
    /// lowest such where several are as narrow. Of a distribution with two peaks it spans the valley too.
    /// </summary>
    /// <param name="draws">Finite numbers, in any order; they stay as they are.</param>
    /// <param name="share">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no draw, one is NaN or infinite, or the share does not lie between 0 and 1.</exception>
    public static CredibleInterval HighestDensity(ReadOnlySpan<double> draws, double share = 0.9)
    {
        double[] sorted = Sorted(draws, share);
        int steps = (int)(share * sorted.Length), narrowest = 0;
        for (int low = 1; low + steps < sorted.Length; low++)
            if (sorted[low + steps] - sorted[low] < sorted[narrowest + steps] - sorted[narrowest]) narrowest = low;
        return new(sorted[narrowest], sorted[narrowest + steps], share);
    }

    private static double[] Sorted(ReadOnlySpan<double> draws, double share)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        if (draws.Length == 0) throw new ArgumentException("There are no draws.", nameof(draws));
        foreach (double draw in draws)
            if (!double.IsFinite(draw)) throw new ArgumentException($"A draw is {draw}.", nameof(draws));
        double[] sorted = draws.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
