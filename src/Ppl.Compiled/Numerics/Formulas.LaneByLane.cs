using MathNet.Numerics;

namespace Ppl.Compilation;

// What loops seldom need: number by number, by the libraries.
internal static partial class Formulas
{
    public static T Sin<T>(T x) where T : struct, ILanes<T> => T.Map(Math.Sin, x);

    public static T Cos<T>(T x) where T : struct, ILanes<T> => T.Map(Math.Cos, x);

    public static T Power<T>(T x, T y) where T : struct, ILanes<T> => T.Map(Math.Pow, x, y);

    public static T Atan2<T>(T x, T y) where T : struct, ILanes<T> => T.Map(Math.Atan2, x, y);

    public static T I0e<T>(T x) where T : struct, ILanes<T> => T.Map(static x => ScaledBessel(0, x), x);

    public static T I1e<T>(T x) where T : struct, ILanes<T> => T.Map(static x => ScaledBessel(1, x), x);

    private static double ScaledBessel(int order, double x) => order == 1 && x < 0 ? -SpecialFunctions.BesselIScaled(1, -x) : SpecialFunctions.BesselIScaled(order, Math.Abs(x));
}
