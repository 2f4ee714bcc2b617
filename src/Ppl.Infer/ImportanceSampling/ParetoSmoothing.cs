using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// Pareto-smoothed importance weights (Vehtari, Simpson, Gelman, Yao and Gabry 2024, "Pareto smoothed importance sampling"): the largest weights give
/// way to the expected order statistics of a generalised Pareto distribution fitted to them, whose shape k̂ says how far the weights can be trusted.
/// </summary>
/// <remarks>
/// The tail are the ⌈min(S/5, 3√(S/r))⌉ largest of S weights, r their relative efficiency. The fit is that of Zhang and Stephens (2009), its shape drawn towards 1/2 as if by ten
/// further weights: k̂ = (M k + 5) / (M + 10) for a tail of M. The z-th smoothed weight is the quantile at (z - 1/2) / M, and at most the largest raw weight.
/// </remarks>
public static class ParetoSmoothing
{
    /// <summary>With fewer weights in the tail no shape can be told.</summary>
    private const int SmallestTail = 5;

    private const double PriorWeights = 10, PriorShape = 0.5;

    /// <summary>Smooths weights that are given by their logarithms, up to a constant.</summary>
    /// <param name="logWeights">log w_s; -∞ for a weight of 0.</param>
    /// <param name="relativeEfficiency">r: the effective sample size of the weights over their number, 1 for independent draws. Draws of a slow chain need a longer tail.</param>
    /// <exception cref="ArgumentException">There is none, one is NaN or +∞, or all are -∞; the efficiency is not positive.</exception>
    public static ParetoSmoothedWeights Smooth(ReadOnlySpan<double> logWeights, double relativeEfficiency = 1)
    {
        if (!(relativeEfficiency > 0)) throw new ArgumentOutOfRangeException(nameof(relativeEfficiency), relativeEfficiency, "A positive number is needed.");
        double largest = LogWeights.Largest(logWeights);
        double[] shifted = new double[logWeights.Length];
        for (int i = 0; i < shifted.Length; i++) shifted[i] = logWeights[i] - largest;
        int tail = (int)Math.Ceiling(Math.Min(shifted.Length / 5.0, 3 * Math.Sqrt(shifted.Length / relativeEfficiency)));
        double shape = tail < SmallestTail ? double.PositiveInfinity : SmoothTail(shifted, tail);
        for (int i = 0; i < shifted.Length; i++) shifted[i] += largest;
        return new ParetoSmoothedWeights([.. shifted], shape, tail);
    }

    /// <returns>k̂.</returns>
    private static double SmoothTail(double[] logWeights, int tail)
    {
        int[] order = new int[logWeights.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort([.. logWeights], order);
        double threshold = Math.Exp(logWeights[order[^(tail + 1)]]);
        double[] exceedances = new double[tail];
        for (int z = 0; z < tail; z++) exceedances[z] = Math.Exp(logWeights[order[order.Length - tail + z]]) - threshold;
        if (exceedances[^1] <= 0) return double.NegativeInfinity;    // equal weights have no tail
        GeneralizedPareto fitted = GeneralizedPareto.Fit(exceedances);
        double shape = ((tail * fitted.Shape) + (PriorWeights * PriorShape)) / (tail + PriorWeights);
        if (!double.IsFinite(shape)) return shape;
        var smoothed = new GeneralizedPareto(shape, fitted.Scale);
        for (int z = 0; z < tail; z++)
            logWeights[order[order.Length - tail + z]] = Math.Min(Math.Log(threshold + smoothed.Quantile((z + 0.5) / tail)), 0);
        return shape;
    }
}

/// <summary>Importance weights whose tail was smoothed.</summary>
/// <param name="LogWeights">The logarithms, in the order and on the scale of those given.</param>
/// <param name="KHat">
/// k̂: as many moments as 1/k̂ has the distribution of the weights. Below 0.7 estimates with S draws can be trusted, with S large enough:
/// k̂ &lt; 1 - 1 / log10(S) (section 3.2.4); above 1 not even the mean exists. +∞ where there are too few draws to tell, -∞ for equal weights.
/// </param>
/// <param name="Tail">How many weights the fit is of.</param>
public sealed record ParetoSmoothedWeights(ImmutableArray<double> LogWeights, double KHat, int Tail);
