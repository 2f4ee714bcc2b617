using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>The operators' formulas, each once for all numbers of lanes.</summary>
/// <remarks>Coefficients that are no known fractions are near-minimax polynomials, found with fifty digits.</remarks>
internal static partial class Formulas
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x) where T : struct, ILanes<T> => T.Select(x > 0.0, 1.0, T.Select(x < 0.0, -1.0, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Not<T>(T x) where T : struct, ILanes<T> => T.Same(x, 0.0) & 1.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greater<T>(T x, T y) where T : struct, ILanes<T> => (x > y) & 1.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GreaterOrEqual<T>(T x, T y) where T : struct, ILanes<T> => (x >= y) & 1.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Equal<T>(T x, T y) where T : struct, ILanes<T> => T.Same(x, y) & 1.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And<T>(T x, T y) where T : struct, ILanes<T> => T.Select(T.Same(x, 0.0) | T.Same(y, 0.0), 0.0, 1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or<T>(T x, T y) where T : struct, ILanes<T> => T.Select(T.Same(x, 0.0) & T.Same(y, 0.0), 0.0, 1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select<T>(T x, T y, T z) where T : struct, ILanes<T> => T.Select(T.Same(x, 0.0), z, y);
}
