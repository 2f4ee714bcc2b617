using MathNet.Numerics.Integration;

namespace Ppl.Distributions;

/// <summary>
/// Moments of a standard normal variable between two bounds, by quadrature from the point of greatest density outwards: nothing cancels, neither
/// in a narrow interval nor far out in a tail, where the formulas in φ and Φ lose all digits.
/// </summary>
internal static class NormalBetween
{
    private const int Nodes = 64;

    /// <summary>The density is followed down to e⁻⁴⁰ of its greatest value.</summary>
    private const double Depth = 40;

    /// <summary>E[Z] given a ≤ Z ≤ b.</summary>
    public static double Mean(double a, double b) => Math.Clamp(0, a, b) + From(a, b).First;

    /// <summary>The variance of Z given a ≤ Z ≤ b.</summary>
    public static double Variance(double a, double b)
    {
        (_, double first, double second) = From(a, b);
        return second - first * first;
    }

    /// <summary>The entropy of Z given a ≤ Z ≤ b, in nats.</summary>
    public static double Entropy(double a, double b)
    {
        (double mass, double first, double second) = From(a, b);
        return Math.Log(mass) + Math.Clamp(0, a, b) * first + 0.5 * second;
    }

    /// <summary>The integral of the density over its greatest value, and the first two moments of the distance from the point where it is taken.</summary>
    private static (double Mass, double First, double Second) From(double a, double b)
    {
        double peak = Math.Clamp(0, a, b), slope = Math.Abs(peak), reach = 2 * Depth / (slope + Math.Sqrt(slope * slope + 2 * Depth));
        var rule = new GaussLegendreRule(-Math.Min(peak - a, reach), Math.Min(b - peak, reach), Nodes);
        double mass = 0, first = 0, second = 0;
        for (int i = 0; i < Nodes; i++)
        {
            double distance = rule.GetAbscissa(i), weight = rule.GetWeight(i) * Math.Exp(-distance * (peak + 0.5 * distance));
            mass += weight;
            first += weight * distance;
            second += weight * distance * distance;
        }
        return (mass, first / mass, second / mass);
    }
}
