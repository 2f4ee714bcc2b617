namespace Ppl;

/// <summary>
/// Normal numbers by the ziggurat of 256 layers (Marsaglia and Tsang 2000), a few nanoseconds each: the half under f(x) = exp(-x²/2) is cut into layers of one area V, all but the lowest of
/// which are rectangles, and 99 of 100 numbers take one draw of 64 bits and a product.
/// </summary>
/// <remarks>Of the 64 bits the lowest 8 choose the layer and the highest 53 the place in it, so that the two do not depend on each other (Doornik 2005).</remarks>
internal static class Ziggurat
{
    private const int Layers = 256;

    /// <summary>Where the tail begins, and the area of a layer, that of the lowest with the tail: R f(R) + ∫ f from R on.</summary>
    private const double R = 3.6541528853610088, V = 0.0049286732339746519;

    /// <summary>How wide layers are, from the lowest, whose width is that of a rectangle of the area V, up to 0 above the last.</summary>
    private static readonly double[] Widths = MakeWidths();

    /// <summary>Fills with numbers of mean 0 and variance 1.</summary>
    public static void Fill(Span<double> numbers, ref Xoshiro256 source)
    {
        Xoshiro256 own = source;    // a copy stays in registers
        ReadOnlySpan<double> widths = Widths;
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong bits = own.Next();
            int layer = (int)(bits & (Layers - 1));
            double x = PlaceOf(bits) * widths[layer];
            numbers[i] = Math.Abs(x) < widths[layer + 1] ? x : AtTheEdge(x, layer, ref own);
        }
        source = own;
    }

    /// <summary>A number whose place is in a layer, but perhaps not under the curve.</summary>
    private static double AtTheEdge(double x, int layer, ref Xoshiro256 source)
    {
        while (true)
        {
            if (layer == 0) return Math.CopySign(Tail(ref source), x);
            double below = Math.Exp(-0.5 * ((Widths[layer] * Widths[layer]) - (x * x))), above = Math.Exp(-0.5 * ((Widths[layer + 1] * Widths[layer + 1]) - (x * x)));
            if (above + (source.NextDouble() * (below - above)) < 1) return x;
            ulong bits = source.Next();
            layer = (int)(bits & (Layers - 1));
            x = PlaceOf(bits) * Widths[layer];
            if (Math.Abs(x) < Widths[layer + 1]) return x;
        }
    }

    /// <summary>A number beyond R (Marsaglia 1964).</summary>
    private static double Tail(ref Xoshiro256 source)
    {
        double x, y;
        do (x, y) = (-Math.Log(1 - source.NextDouble()) / R, -Math.Log(1 - source.NextDouble()));
        while (2 * y < x * x);
        return R + x;
    }

    /// <summary>Uniform on [-1, 1), of 53 bits.</summary>
    private static double PlaceOf(ulong bits) => ((long)bits >> 11) * (1.0 / (1L << 52));

    private static double[] MakeWidths()
    {
        var widths = new double[Layers + 1];
        (widths[0], widths[1]) = (V / Math.Exp(-0.5 * R * R), R);
        for (int i = 2; i < Layers; i++) widths[i] = Math.Sqrt(-2 * Math.Log((V / widths[i - 1]) + Math.Exp(-0.5 * widths[i - 1] * widths[i - 1])));
        return widths;
    }
}
