using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>A density from draws: the mean of a normal kernel at each draw.</summary>
internal static class KernelDensity
{
    /// <summary>Bandwidths that the curve goes beyond the outermost draws: what is cut off there is below 1e-4.</summary>
    private const double Tail = 4;

    private const int PlacesInBandwidth = 8, MostPlaces = 2000;

    /// <summary>The curve over all draws and their kernels.</summary>
    public static Line Of(string name, IEnumerable<double> draws)
    {
        double[] shown = [.. draws.Where(Scale.Shows)];
        if (shown.Length == 0) return new Line(name, [], []);
        double width = Bandwidth(shown);
        double low = shown.Min() - Tail * width, high = shown.Max() + Tail * width;
        int places = (int)Math.Clamp(PlacesInBandwidth * (high - low) / width, 1, MostPlaces);
        return Line.Of(name, x => MathNet.Numerics.Statistics.KernelDensity.EstimateGaussian(x, width, shown), low, high, places);
    }

    /// <summary>0.9 min(deviation, IQR / 1.34) n^(-1/5) (Silverman 1986, equation 3.31); for equal numbers a thousandth of their size.</summary>
    public static double Bandwidth(double[] draws)
    {
        double deviation = draws.Length < 2 ? 0 : draws.StandardDeviation(), quartiles = draws.InterquartileRange() / 1.34;
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        return spread > 0 ? 0.9 * spread * Math.Pow(draws.Length, -0.2) : 1e-3 * Math.Max(1, Math.Abs(draws[0]));
    }
}
