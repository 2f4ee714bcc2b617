using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

internal static partial class Formulas
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>log x, within 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : struct, ILanes<T> => T.All((x >= SmallestNormal) & (x <= double.MaxValue)) ? LogOfNormal(x) : LogOfAny(x);

    /// <summary>log(1 + x), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x) where T : struct, ILanes<T> => T.All((x > -1.0) & (x <= double.MaxValue)) ? Log1pOfNormal(x) : Log1pOfAny(x);

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^-|x|), within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x) where T : struct, ILanes<T> => T.Max(x, 0.0) + Log1pOfNormal(Exp(-T.Abs(x)));

    // x = 2ⁿ (1 + f).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfNormal<T>(T x) where T : struct, ILanes<T>
    {
        (T mantissa, T n) = T.Split(x);
        return LogOf(mantissa - 1.0, n, 0.0);
    }

    // 1 + x = u + lost, where u is a double and lost what it could not hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Log1pOfNormal<T>(T x) where T : struct, ILanes<T>
    {
        T u = 1.0 + x, back = u - 1.0, lost = (1.0 - (u - back)) + (x - back);
        (T mantissa, T n) = T.Split(u);
        T isNear = T.Same(n, 0.0);
        // lost / u, where 1 / mantissa is needed to one digit and is 2.06 - mantissa to that.
        T correction = lost * (2.06 - mantissa) * T.PowerOfTwo(T.Max(-n, -1022.0));
        return LogOf(T.Select(isNear, x, mantissa - 1.0), n, T.Select(isNear, 0.0, correction));
    }

    // n log 2 + log(1 + f) + correction, by s = f / (2 + f) and log(1 + f) = 2 artanh s = f - (f²/2 - s (f²/2 + s² R(s²))): the terms after f are small, so their errors are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOf<T>(T f, T n, T correction) where T : struct, ILanes<T>
    {
        T s = f / (2.0 + f), square = s * s, fourth = square * square, half = 0.5 * f * f;
        T even = Horner(fourth, 0.666666666666667, 0.28571428626253836, 0.1818289243253687, 0.14617807153417325);
        T odd = Horner(fourth, 0.3999999999989889, 0.22222211089379496, 0.15331611722055008);
        T series = square * T.MultiplyAdd(odd, square, even);
        T rest = T.MultiplyAdd(s, half + series, T.MultiplyAdd(n, Ln2Low, correction));
        return T.MultiplyAdd(n, Ln2High, f - (half - rest));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T LogOfAny<T>(T x) where T : struct, ILanes<T>
    {
        T isSubnormal = x < SmallestNormal;
        T log = LogOfNormal(T.Select(isSubnormal, x * 18014398509481984, x));     // 2⁵⁴
        log -= isSubnormal & (54 * 0.6931471805599453);
        log = T.Select(T.Same(x, 0.0), double.NegativeInfinity, T.Select(x < 0.0, double.NaN, log));
        return T.Select(x <= double.MaxValue, log, x);     // what is left is infinite or NaN
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Log1pOfAny<T>(T x) where T : struct, ILanes<T>
    {
        T log = T.Select(T.Same(x, -1.0), double.NegativeInfinity, T.Select(x < -1.0, double.NaN, Log1pOfNormal(x)));
        return T.Select(x <= double.MaxValue, log, x);
    }
}
