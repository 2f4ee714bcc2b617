using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace Ppl.Examples;

/// <summary>
/// The line around the region of highest exact density p(theta, t | y), t = log tau, that has a given share of the probability. Across the funnel, at one t,
/// theta is normal with mean m and deviation s: the line is at m ± s √(2 r), r = log p(t | y) - log (s √(2π)) - log c, where c is the density on it.
/// </summary>
/// <param name="exact">The posterior.</param>
/// <param name="school">The number of the school.</param>
internal sealed class FunnelContour(SchoolsPosterior exact, int school)
{
    private const int Places = 400;

    private readonly double[] t = Generate.LinearSpaced(Places, exact.RangeOfLogTau.Low, exact.RangeOfLogTau.High);

    /// <summary>The closed line.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="share">Of the probability within, between 0 and 1.</param>
    public Line Around(string name, double share)
    {
        double[] ridge = [.. t.Select(Ridge)], density = [.. t.Select(exact.Density)];
        double Within(double level) => (t[1] - t[0]) * density.Zip(ridge, (p, top) => p * SpecialFunctions.Erf(Math.Sqrt(Math.Max(0, top - level)))).Sum();
        double level = Brent.FindRoot(level => Within(level) - share, ridge.Min(), ridge.Max(), accuracy: 1e-6);

        double peak = t[Array.IndexOf(ridge, ridge.Max())];
        double low = Brent.FindRoot(x => Ridge(x) - level, t[0], peak), high = Brent.FindRoot(x => Ridge(x) - level, peak, t[^1]);
        // By an angle, up one side and down the other: places are close together at both ends, where the line turns.
        double[] angles = Generate.LinearSpaced(Places, 0, 2 * Math.PI);
        double[] around = [.. angles.Select(angle => low + (high - low) * (1 - Math.Cos(angle)) / 2)];
        return new Line(name, [.. around.Zip(angles, (x, angle) => Side(x, level, Math.Sign(Math.PI - angle)))], around);
    }

    /// <summary>log p(theta, t | y) at the mean of theta given t, its highest point there.</summary>
    private double Ridge(double at) => Math.Log(exact.Density(at)) - 0.5 * Math.Log(2 * Math.PI * Theta(at).Variance);

    private double Side(double at, double level, int sign) => Theta(at).Mean + sign * Math.Sqrt(2 * Theta(at).Variance * Math.Max(0, Ridge(at) - level));

    private (double Mean, double Variance) Theta(double at) => exact.ThetaGiven(school, Math.Exp(at));
}
