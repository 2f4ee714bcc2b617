using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Ppl.Distributions;

/// <summary>Owen's function T(h, a) = ∫₀ᵃ exp(-h² (1 + t²) / 2) / (1 + t²) dt / 2π: what a skew-normal cdf needs beyond the normal one.</summary>
/// <remarks>D. B. Owen, Tables for computing bivariate normal probabilities, Annals of Mathematical Statistics 27 (1956).</remarks>
internal static class OwenT
{
    private const int Nodes = 64;

    /// <summary>T(h, a), within a few 1e-17: by quadrature for |a| ≤ 1, where the integrand is smooth, else by reflection at T(a h, 1 / a).</summary>
    public static double At(double h, double a)
    {
        (double height, double slope) = (Math.Abs(h), Math.Abs(a));
        return Math.Sign(a) * (slope <= 1 ? Within(height, slope) : Reflected(height, slope));
    }

    private static double Within(double h, double a) => GaussLegendreRule.Integrate(t => Integrand(h, t), 0, a, Nodes);

    private static double Reflected(double h, double a)
    {
        double tail = UpperTail(h), steepTail = UpperTail(a * h);
        return 0.5 * (tail + steepTail) - tail * steepTail - Within(a * h, 1 / a);
    }

    private static double Integrand(double h, double t) => Math.Exp(-0.5 * h * h * (1 + t * t)) / (2 * Math.PI * (1 + t * t));

    private static double UpperTail(double x) => 0.5 * SpecialFunctions.Erfc(x * Math.Sqrt(0.5));
}
