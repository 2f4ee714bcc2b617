namespace Ppl.Distributions;

/// <summary>
/// The regularised incomplete gamma function P(a, x), the cdf of Gamma(a, 1), its complement Q and its inverse; in both tails to a relative error
/// of about 1e-12 for shapes up to 1e5.
/// </summary>
/// <remarks>By the series and the continued fraction of Numerical Recipes (3rd ed., 6.2), with a factor in front that keeps its digits for large shapes.</remarks>
internal static class IncompleteGamma
{
    /// <summary>The largest shape for which the slope of a quantile in the lower tail is summed term by term.</summary>
    private const double LargestForSeries = 30;

    /// <summary>P(a, x): the probability of less than x.</summary>
    public static double Lower(double a, double x) => x <= 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : Math.Exp(LogTail(a, Math.Log(x), isLower: true).Log);

    /// <summary>Q(a, x): the probability of more than x.</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : Math.Exp(LogTail(a, Math.Log(x), isLower: false).Log);

    /// <summary>log x at the x below which Gamma(a, 1) lies with probability <paramref name="lower"/>, and above which with <paramref name="upper"/>.</summary>
    public static double LogQuantile(double a, double lower, double upper)
    {
        if (double.IsNaN(lower)) return double.NaN;
        if (lower <= 0) return double.NegativeInfinity;
        if (upper <= 0) return double.PositiveInfinity;
        bool isLower = lower <= 0.5;
        double logX = Math.Log(a), target = Math.Log(isLower ? lower : upper), step;
        int left = 500;
        do
        {
            (double log, double slope) = LogTail(a, logX, isLower);
            // In log x the log of either tail is concave, so Newton's method converges; the bound keeps the exponential from overflowing on its way.
            step = Math.Min((target - log) / slope, 1);
            logX += step;
        }
        while (Math.Abs(step) > 1e-14 * (1 + Math.Abs(logX)) && --left > 0);
        return logX;
    }

    /// <summary>
    /// The derivative of log x to the shape, at the x below which Gamma(a, 1) lies with a given probability: -(dP/da) / p, p the density of log x. To a
    /// relative error of about 1e-12 for shapes from 1e-3 to 1e6.
    /// </summary>
    /// <remarks>
    /// The density's derivative to a is the density times log x - ψ(a), which changes its sign once. So the integral over the tail beyond x is one of
    /// numbers of one sign, and loses no digits. The lower tail of a small shape is integrated term by term, to Σ xⁿ / (a (a + 1) ... (a + n)) (ψ(a + n + 1) - log x).
    /// </remarks>
    public static double LogQuantileSlope(double a, double logX)
    {
        double x = Math.Exp(logX), sign = x > a + 1 ? 1 : -1;
        if (sign < 0 && a <= LargestForSeries) return SeriesSlope(a, x, logX);
        double distance = logX - Math.Log(a) - Stable.MeanLogRatio(a), length = TailIntegral.Length(At, x);
        return sign * TailIntegral.Over(length, u => (Math.Exp(At(u).Exponent) * (distance + sign * u), 0)).First;

        (double Exponent, double Slope) At(double u)
        {
            double growth = Stable.Expm1(sign * u);
            return (a * (sign * u) - x * growth, sign * (a - x * (1 + growth)));
        }
    }

    private static double SeriesSlope(double a, double x, double logX)
    {
        double term = 1 / a, digamma = Stable.Digamma(a + 1), sum = 0, change;
        do
        {
            change = term * (digamma - logX);
            sum += change;
            a++;
            digamma += 1 / a;
            term *= x / a;
        }
        while (Math.Abs(change) > 1e-17 * Math.Abs(sum) || (x > a && term > 0));
        return sum;
    }

    /// <summary>The log of the lower or the upper tail, and its derivative in log x.</summary>
    private static (double Log, double Slope) LogTail(double a, double logX, bool isLower)
    {
        double x = Math.Exp(logX), logFactor = a * Stable.LogRatioLessOne(x, a, logX) + Stable.LogPowerOverGamma(a);
        int sign = isLower ? 1 : -1;
        bool isSeries = x < a + 1;
        double quotient = isSeries ? Series(a, x) : Fraction(a, x);
        if (isSeries == isLower) return (logFactor + Math.Log(quotient), sign / quotient);
        double factor = Math.Exp(logFactor), other = factor * quotient;
        return (Stable.Log1p(-other), sign * factor / (1 - other));
    }

    /// <summary>P(a, x) Γ(a) / (xᵃ e⁻ˣ).</summary>
    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (double n = a + 1; term > 1e-17 * sum; n++) sum += term *= x / n;
        return sum;
    }

    /// <summary>Q(a, x) Γ(a) / (xᵃ e⁻ˣ), by Lentz's method.</summary>
    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a, c = 1e300, d = 1 / b, value = d, change;
        int i = 1;
        do
        {
            double step = -i * (i - a);
            b += 2;
            (c, d) = (b + step / c, 1 / (b + step * d));
            change = c * d;
            value *= change;
        }
        while (Math.Abs(change - 1) > 1e-16 && ++i < 1_000_000);
        return value;
    }
}
