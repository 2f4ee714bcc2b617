using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

// c₀ + c₁ x + c₂ x² + ... by Horner's rule, one method for each degree, so that no loop is left. Halves of long ones are best taken in x², side by side, to wait half as long.
internal static partial class Formulas
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2) where T : struct, ILanes<T> =>
        T.MultiplyAdd(T.MultiplyAdd(c2, x, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4, c5), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4, c5, c6), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4, c5, c6, c7), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4, c5, c6, c7, c8), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9) where T : struct, ILanes<T> =>
        T.MultiplyAdd(Horner(x, c1, c2, c3, c4, c5, c6, c7, c8, c9), x, c0);
}
