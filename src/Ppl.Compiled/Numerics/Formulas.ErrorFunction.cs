using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

internal static partial class Formulas
{
    /// <summary>erf x, within 1e-14 relative.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Erf<T>(T x) where T : struct, ILanes<T>
    {
        T size = T.Abs(x), isSmall = size < 1.0, small = SmallErf(x);
        if (T.All(isSmall)) return small;
        T large = 1.0 - LargeErfc(size);
        return T.Select(isSmall, small, T.Select(x < 0.0, -large, large));
    }

    /// <summary>1 - erf x, within 1e-14 relative, for large x too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Erfc<T>(T x) where T : struct, ILanes<T>
    {
        T size = T.Abs(x), isSmall = size < 1.0, small = 1.0 - SmallErf(x);
        if (T.All(isSmall)) return small;
        T large = LargeErfc(size);
        return T.Select(isSmall, small, T.Select(x < 0.0, 2.0 - large, large));
    }

    // x p(x²) for |x| < 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SmallErf<T>(T x) where T : struct, ILanes<T>
    {
        T square = x * x, fourth = square * square;
        T even = Horner(fourth, 1.1283791670955126, 0.11283791670945006, 0.0052239776071164225, 0.00012055294904839707, 1.6447424703317362e-06, 1.3720064546777686e-08);
        T odd = Horner(fourth, -0.37612638903183543, -0.02686617064323777, -0.0008548325975389692, -1.492473690741966e-05, -1.6208483801871705e-07, -7.795898827002142e-10);
        return x * T.MultiplyAdd(odd, square, even);
    }

    // e^(-x²) q((x - k) / (x + k)) / (x + k) for x ≥ 1, k = 3.75 (Shepherd and Laframboise 1981); 0 from 28, where erfc is below the smallest double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LargeErfc<T>(T x) where T : struct, ILanes<T>
    {
        const double K = 3.75;
        x = T.Clamp(x, 1, 28);
        T inverse = 1.0 / (x + K), u = (x - K) * inverse, square = u * u;
        T even = Horner(
            square, 1.0919229095627891, 0.7363189252217535, 0.27906204903364995, 0.04911877861916055, 0.000986338023110764, -0.00034864638935127836, 3.746942956450387e-05,
            -3.282703624930879e-06, 2.6833621929912537e-07, -1.6884337868444966e-08);
        T odd = Horner(
            square, -0.9587415766529095, -0.49047029120768265, -0.1319554011783406, -0.012535880045507647, 0.0007948231589382826, 1.0593502485968807e-05, -8.901442561572623e-06,
            1.6481432702217098e-06, -2.490523358195488e-07, 2.6109328123766017e-08);
        // x² = high² + δ, high of 26 bits, so that its square is exact; e^-δ by its series.
        T wide = x * 134217729, high = wide - (wide - x), delta = (x - high) * (x + high);
        T correction = 1.0 - delta * (1.0 - delta * 0.5);
        return Exp(-(high * high)) * (correction * inverse * T.MultiplyAdd(odd, u, even));
    }
}
