using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

// For arguments below 8 by the recurrence Γ(x + 1) = x Γ(x), eight times; from there by Stirling's series (DLMF 5.11.1, 5.11.2), whose coefficients are Bernoulli numbers. Below 0 by reflection
// (DLMF 5.5.3, 5.5.4), number by number.
internal static partial class Formulas
{
    private const double Few = 8;

    /// <summary>log |Γ(x)|; infinite at 0, -1, -2, ...; within 1e-14 of max(1, |log |Γ(x)||).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Lgamma<T>(T x) where T : struct, ILanes<T> => T.All(x > 0.0) ? PositiveLgamma(x) : T.Map(static x => x <= 0 ? ReflectedLgamma(x) : PositiveLgamma<Lanes1>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T PositiveLgamma<T>(T x) where T : struct, ILanes<T>
    {
        T isSmall = x < Few, product = 1.0, z = x;
        if (!T.All(x >= Few))
        {
            product = x;
            for (int k = 1; k < Few; k++) product *= x + k;
            (product, z) = (T.Select(isSmall, product, 1.0), T.Select(isSmall, x + Few, x));
        }
        T inverse = 1.0 / z;
        T series = inverse * Horner(
            inverse * inverse, 0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417, -0.0019175269175269176,
            0.00641025641025641, -0.029550653594771242, 0.17964437236883057);
        T stirling = T.MultiplyAdd(z - 0.5, Log(z) - 1.0, series + 0.4189385332046727);     // log(2π) / 2 - 1 / 2
        return stirling - Log(product);
    }

    /// <summary>ψ(x) = d/dx log Γ(x); NaN at -1, -2, ..., minus infinity at 0; within 1e-14 of max(1, |ψ(x)|).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Digamma<T>(T x) where T : struct, ILanes<T> => T.All(x > 0.0) ? PositiveDigamma(x) : T.Map(static x => x <= 0 ? ReflectedDigamma(x) : PositiveDigamma<Lanes1>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T PositiveDigamma<T>(T x) where T : struct, ILanes<T>
    {
        T isSmall = x < Few, sum = 0.0, z = x;
        if (!T.All(x >= Few))
        {
            // Σ 1 / (x + k) as one fraction: the logarithmic derivative of the product.
            T product = x, derivative = 1.0;
            for (int k = 1; k < Few; k++) (derivative, product) = (T.MultiplyAdd(derivative, x + k, product), product * (x + k));
            (sum, z) = (isSmall & (derivative / product), T.Select(isSmall, x + Few, x));
        }
        T inverse = 1.0 / z, square = inverse * inverse;
        T series = square * Horner(
            square, 0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667, 0.007575757575757576, -0.021092796092796094, 0.08333333333333333,
            -0.4432598039215686, 3.0539543302701198, -26.456212121212122);
        return Log(z) - T.MultiplyAdd(0.5, inverse, series) - sum;
    }

    /// <summary>ψ'(x); infinite at 0, -1, -2, ...; within 1e-14 relative.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Trigamma<T>(T x) where T : struct, ILanes<T> => T.All(x > 0.0) ? PositiveTrigamma(x) : T.Map(static x => x <= 0 ? ReflectedTrigamma(x) : PositiveTrigamma<Lanes1>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T PositiveTrigamma<T>(T x) where T : struct, ILanes<T>
    {
        T isSmall = x < Few, sum = 0.0, z = x;
        if (!T.All(x >= Few))
        {
            for (int k = 0; k < Few; k++)
            {
                T term = 1.0 / (x + k);
                sum = T.MultiplyAdd(term, term, sum);
            }
            (sum, z) = (isSmall & sum, T.Select(isSmall, x + Few, x));
        }
        T inverse = 1.0 / z, square = inverse * inverse;
        T series = Horner(
            square, 0.16666666666666666, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.07575757575757576, -0.2531135531135531, 1.1666666666666667,
            -7.092156862745098, 54.971177944862156, -529.1242424242424);
        return sum + T.MultiplyAdd(inverse * square, series, T.MultiplyAdd(0.5 * inverse, inverse, inverse));
    }

    private static double ReflectedLgamma(double x)
    {
        if (x == Math.Floor(x)) return double.PositiveInfinity;
        return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * (x - Math.Round(x))))) - PositiveLgamma<Lanes1>(1 - x);
    }

    private static double ReflectedDigamma(double x)
    {
        if (x == 0) return double.NegativeInfinity;
        if (x == Math.Floor(x)) return double.NaN;
        return PositiveDigamma<Lanes1>(1 - x) - Math.PI / Math.Tan(Math.PI * (x - Math.Round(x)));
    }

    private static double ReflectedTrigamma(double x)
    {
        if (x == Math.Floor(x)) return double.PositiveInfinity;
        double ratio = Math.PI / Math.Sin(Math.PI * (x - Math.Round(x)));
        return ratio * ratio - PositiveTrigamma<Lanes1>(1 - x);
    }
}
