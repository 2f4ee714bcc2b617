namespace Ppl.Compilation;

// What loops seldom need: number by number.
internal static partial class Formulas
{
    public static T Sin<T>(T x) where T : struct, ILanes<T> => T.Map(Math.Sin, x);

    public static T Cos<T>(T x) where T : struct, ILanes<T> => T.Map(Math.Cos, x);

    public static T Power<T>(T x, T y) where T : struct, ILanes<T> => T.Map(Math.Pow, x, y);

    public static T Atan2<T>(T x, T y) where T : struct, ILanes<T> => T.Map(Math.Atan2, x, y);

    public static T I0e<T>(T x) where T : struct, ILanes<T> => T.Map(static x => ScaledBessel(0, x), x);

    public static T I1e<T>(T x) where T : struct, ILanes<T> => T.Map(static x => ScaledBessel(1, x), x);

    // Σ (x²/4)ᵏ / (k! (k + ν)!) times (x/2)^ν (DLMF 10.25.2), and for large x Hankel's expansion (10.40.1), whose terms fall below 10⁻¹⁷ there before they grow.
    private static double ScaledBessel(int order, double x)
    {
        const double Large = 20, Small = 1e-17;
        double size = Math.Abs(x), term, sum;
        if (size < Large)
        {
            term = sum = order == 0 ? 1 : size / 2;
            for (int k = 1; term > Small * sum; k++) sum += term *= size * size / (4.0 * k * (k + order));
            sum *= Math.Exp(-size);
        }
        else
        {
            term = sum = 1;
            for (int k = 1; Math.Abs(term) > Small; k++) sum += term *= ((2 * k - 1) * (2 * k - 1) - 4 * order * order) / (8 * k * size);
            sum /= Math.Sqrt(2 * Math.PI * size);
        }
        return order == 1 && x < 0 ? -sum : sum;
    }
}
