using MathNet.Numerics.Integration;

namespace Ppl.Distributions;

/// <summary>
/// Integrals over the tail of a distribution whose log density is concave, against the density over that at the point where the tail begins: e^E(u) at a
/// distance u beyond it.
/// </summary>
internal static class TailIntegral
{
    /// <summary>-E at the end of the interval: what lies further out is lost in rounding.</summary>
    public const double Depth = 45;

    private static readonly GaussLegendreRule rule = new(0, 1, 32);

    /// <summary>Of two functions, from 0 to <paramref name="length"/>, by Gauss and Legendre's rule.</summary>
    public static (double First, double Second) Over(double length, Func<double, (double First, double Second)> functions)
    {
        double first = 0, second = 0;
        for (int i = 0; i < rule.Order; i++)
        {
            (double one, double other) = functions(length * rule.GetAbscissa(i));
            first += rule.GetWeight(i) * one;
            second += rule.GetWeight(i) * other;
        }
        return (length * first, length * second);
    }

    /// <summary>Where E has fallen to -<see cref="Depth"/>: because E is concave, Newton's method comes down to it from above.</summary>
    /// <param name="exponent">E and its derivative.</param>
    /// <param name="curvature">About -E'' at 0.</param>
    public static double Length(Func<double, (double Exponent, double Slope)> exponent, double curvature)
    {
        double u = Math.Sqrt(2 * Depth / Math.Max(curvature, 1e-300)), step;
        int left = 200;
        do
        {
            (double value, double slope) = exponent(u);
            step = -(value + Depth) / slope;
            u += step;
        }
        while (Math.Abs(step) > 0.01 * u && --left > 0);
        return u;
    }
}
