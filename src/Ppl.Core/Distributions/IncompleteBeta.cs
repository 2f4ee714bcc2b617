using MathNet.Numerics;

namespace Ppl.Distributions;

/// <summary>
/// The regularised incomplete beta function I_x(a, b), the cdf of Beta(a, b), and its inverse; both in both tails to a relative error
/// of about 1e-12 for parameters up to 1e5, 1e-10 up to 1e8.
/// </summary>
/// <remarks>By the continued fraction of Numerical Recipes (3rd ed., 6.4), with a factor in front that keeps its digits for large parameters.</remarks>
internal static class IncompleteBeta
{
    /// <summary>The largest first parameter for which the slopes of a quantile in the lower tail are summed term by term.</summary>
    private const double LargestForSeries = 30;

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

    /// <summary>
    /// The derivatives of log(x / (1 - x)) to both parameters, at the x below which Beta(a, b) lies with a given probability: -(dI/da) / p and -(dI/db) / p,
    /// p the density of the logit. To a relative error of about 1e-12 for parameters from 1e-3 to 1e6.
    /// </summary>
    /// <remarks>
    /// As <see cref="IncompleteGamma.LogQuantileSlope"/>: the density's derivatives are the density times log x - ψ(a) + ψ(a + b) and
    /// log(1 - x) - ψ(b) + ψ(a + b), each of one sign beyond x, if the tail is taken that does not hold the mean.
    /// </remarks>
    public static (double ToA, double ToB) LogitSlopes(double a, double b, double logit)
    {
        if (logit > 0)
        {
            (double toB, double toA) = LogitSlopes(b, a, -logit);
            return (-toA, -toB);
        }
        double logX = logit - Stable.Softplus(logit), logY = -Stable.Softplus(logit), x = Math.Exp(logX), sum = a + b, sign = sum * x > a + 1 ? 1 : -1;
        if (sign < 0 && a <= LargestForSeries) return SeriesSlopes(a, b, x, logX, logY);
        double distanceA = logX + Stable.DigammaDifference(a, b), distanceB = logY + Stable.DigammaDifference(b, a);
        double length = TailIntegral.Length(Exponent, sum * x);
        (double toA, double toB) slopes = TailIntegral.Over(length, Integrands);
        return (sign * slopes.toA, sign * slopes.toB);

        // At a logit further by s, log(1 - x) is less by log(1 + x (eˢ - 1)), and log x more by s less that.
        (double Exponent, double Slope) Exponent(double u)
        {
            double growth = Stable.Expm1(sign * u), change = x * growth;
            return (a * (sign * u) - sum * Stable.Log1p(change), sign * (a - sum * x * (1 + growth) / (1 + change)));
        }

        (double ToA, double ToB) Integrands(double u)
        {
            double change = Stable.Log1p(x * Stable.Expm1(sign * u)), ratio = Math.Exp(a * (sign * u) - sum * change);
            return (ratio * (distanceA + (sign * u - change)), ratio * (distanceB - change));
        }
    }

    /// <summary>Σ (a + b) ... (a + b + n - 1) / (a (a + 1) ... (a + n)) xⁿ, each term times what its logarithm changes with a parameter.</summary>
    private static (double ToA, double ToB) SeriesSlopes(double a, double b, double x, double logX, double logY)
    {
        double sum = a + b, term = 1 / a, toA = 0, toB = 0, changeA, changeB, ratio;
        double factorA = Stable.Digamma(a + 1) - Stable.Digamma(sum) - logX, factorB = -logY - Stable.DigammaDifference(b, a);
        do
        {
            (changeA, changeB) = (term * factorA, term * factorB);
            (toA, toB) = (toA + changeA, toB + changeB);
            a++;
            factorA += 1 / a - 1 / sum;
            factorB -= 1 / sum;
            ratio = sum / a * x;
            term *= ratio;
            sum++;
        }
        while (Math.Abs(changeA) > 1e-17 * Math.Abs(toA) || Math.Abs(changeB) > 1e-17 * Math.Abs(toB) || ratio > 0.9);
        return (toA, toB);
    }

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
