using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

internal static partial class Formulas
{
    private const double Log2E = 1.4426950408889634;

    // log 2 in two parts: whole multiples of the first are exact.
    private const double Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;

    /// <summary>eˣ = 2ⁿ eʳ with n the nearest whole number to x / log 2, within 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        (T n, T reduced) = Reduce(T.Clamp(x, -746, 710));
        return T.Scale(ReducedExpm1(reduced) + 1.0, n);
    }

    /// <summary>eˣ - 1 = 2ⁿ (eʳ - 1) + (2ⁿ - 1), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x) where T : struct, ILanes<T>
    {
        (T n, T reduced) = Reduce(T.Clamp(x, -40, 710));
        T small = ReducedExpm1(reduced);
        T half = T.PowerOfTwo(n - 1.0);     // 2¹⁰²⁴ is no number, half of it is
        return T.Select(T.Same(n, 0.0), small, 2.0 * T.MultiplyAdd(half, small, half - 0.5));
    }

    /// <summary>tanh x = e / (e + 2) with e = e²ˣ - 1, for |x|; within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        T size = T.Abs(x), e = Expm1(2.0 * T.Clamp(size, 0, 22)), tanh = e / (e + 2.0);
        return T.Select(x < 0.0, -tanh, tanh);
    }

    /// <summary>1 / (1 + e⁻ˣ), by e^-|x| alone, which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T>
    {
        T e = Exp(-T.Abs(x));
        return T.Select(x >= 0.0, 1.0, e) / (1.0 + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T N, T Reduced) Reduce<T>(T x) where T : struct, ILanes<T>
    {
        T n = T.Round(x * Log2E);
        return (n, T.MultiplyAdd(n, -Ln2Low, T.MultiplyAdd(n, -Ln2High, x)));
    }

    // eʳ - 1 = r + r² q(r) for |r| ≤ log 2 / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReducedExpm1<T>(T r) where T : struct, ILanes<T>
    {
        T square = r * r;
        T even = Horner(square, 0.5000000000000001, 0.041666666666623824, 0.0013888888917367081, 2.4801521057868204e-05, 2.7620201591031547e-07);
        T odd = Horner(square, 0.16666666666666669, 0.008333333333330039, 0.00019841269863171557, 2.7557268276905696e-06, 2.5100472505694996e-08);
        return T.MultiplyAdd(square, T.MultiplyAdd(odd, r, even), r);
    }
}
