using MathNet.Numerics;

namespace Ppl.Distributions;

/// <summary>
/// The regularised incomplete beta function I_x(a, b), the cdf of Beta(a, b), and its inverse; both in both tails to a relative error
/// of about 1e-12 for parameters up to 1e5, 1e-10 up to 1e8.
/// </summary>
/// <remarks>By the continued fraction of Numerical Recipes (3rd ed., 6.4), with a factor in front that keeps its digits for large parameters.</remarks>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b), given x and 1 - x.</summary>
    public static double Regularized(double a, double b, double x, double y)
    {
        if (x <= 0) return 0;
        if (y <= 0) return 1;
        double factor = Math.Exp(LogFactor(a, b, x, y, Math.Log(x), Math.Log(y)));
        return IsLower(a, b, x) ? factor * Fraction(a, b, x) : 1 - factor * Fraction(b, a, y);
    }

    /// <summary>log(x / (1 - x)) at the x below which the probability is <paramref name="lower"/>, and above which it is <paramref name="upper"/>.</summary>
    public static double QuantileLogit(double a, double b, double lower, double upper) =>
        lower <= 0.5 ? LowerQuantileLogit(a, b, lower) : -LowerQuantileLogit(b, a, upper);

    /// <summary>In the logit the log cdf is concave, because the log density is: Newton's method converges from wherever it starts.</summary>
    private static double LowerQuantileLogit(double a, double b, double probability)
    {
        if (double.IsNaN(probability) || probability <= 0) return probability == 0 ? double.NegativeInfinity : double.NaN;
        double logit = Math.Log(a / b), target = Math.Log(probability), step;
        int left = 200;
        do
        {
            (double log, double slope) = LogCdf(a, b, logit);
            step = (target - log) / slope;
            logit += step;
        }
        while (Math.Abs(step) > 1e-14 * (1 + Math.Abs(logit)) && --left > 0);
        return logit;
    }

    /// <summary>log I_x(a, b) and its derivative in the logit of x.</summary>
    private static (double Log, double Slope) LogCdf(double a, double b, double logit)
    {
        double x = SpecialFunctions.Logistic(logit), y = SpecialFunctions.Logistic(-logit);
        double logFactor = LogFactor(a, b, x, y, -Stable.Softplus(-logit), -Stable.Softplus(logit));
        if (IsLower(a, b, x))
        {
            double fraction = Fraction(a, b, x);
            return (logFactor + Math.Log(fraction), 1 / fraction);
        }
        double factor = Math.Exp(logFactor), upper = factor * Fraction(b, a, y);
        return (Stable.Log1p(-upper), factor / (1 - upper));
    }

    /// <summary>On this side of the mean the fraction for the lower tail converges fast, on the other that for the upper.</summary>
    private static bool IsLower(double a, double b, double x) => x < (a + 1) / (a + b + 2);

    /// <summary>log(xᵃ (1 - x)ᵇ / B(a, b)), around the mean a / (a + b), where all terms are small.</summary>
    private static double LogFactor(double a, double b, double x, double y, double logX, double logY)
    {
        double sum = a + b;
        return a * Stable.LogRatioLessOne(x, a / sum, logX) + b * Stable.LogRatioLessOne(y, b / sum, logY)
            + (Stable.LogPowerOverGamma(a) + Stable.LogPowerOverGamma(b) - Stable.LogPowerOverGamma(sum));
    }

    /// <summary>I_x(a, b) B(a, b) / (xᵃ (1 - x)ᵇ), by Lentz's method.</summary>
    private static double Fraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        double c = 1, d = Floor(1 - (a + b) * x / (a + 1)), value = d = 1 / d, change;
        int m = 1;
        do
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            (c, d) = (Floor(1 + even / c), 1 / Floor(1 + even * d));
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            (c, d) = (Floor(1 + odd / c), 1 / Floor(1 + odd * d));
            change = c * d;
            value *= change;
        }
        while (Math.Abs(change - 1) > 1e-16 && ++m < 100_000);
        return value / a;

        static double Floor(double u) => Math.Abs(u) < Tiny ? Tiny : u;
    }
}
