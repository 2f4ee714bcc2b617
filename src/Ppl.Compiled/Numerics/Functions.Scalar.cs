using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

// The operators for one number. The long ones are not inlined: what calls them is straight-line code of many.
internal static partial class Functions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sign(double x) => Formulas.Sign<Lanes1>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Not(double x) => Formulas.Not<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Exp(double x) => Formulas.Exp<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Expm1(double x) => Formulas.Expm1<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x) => Formulas.Log<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Log1p(double x) => Formulas.Log1p<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Sin(double x) => Formulas.Sin<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Cos(double x) => Formulas.Cos<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Tanh(double x) => Formulas.Tanh<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Sigmoid(double x) => Formulas.Sigmoid<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Softplus(double x) => Formulas.Softplus<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Lgamma(double x) => Formulas.Lgamma<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Digamma(double x) => Formulas.Digamma<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Trigamma(double x) => Formulas.Trigamma<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Erf(double x) => Formulas.Erf<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Erfc(double x) => Formulas.Erfc<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double I0e(double x) => Formulas.I0e<Lanes1>(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double I1e(double x) => Formulas.I1e<Lanes1>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double x) => Lanes1.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double x) => Lanes1.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Floor(double x) => Lanes1.Floor(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Negate(double x) => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Reciprocal(double x) => 1.0 / x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double x, double y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double x, double y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double x, double y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double x, double y) => x / y;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Power(double x, double y) => Formulas.Power<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Atan2(double x, double y) => Formulas.Atan2<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greater(double x, double y) => Formulas.Greater<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GreaterOrEqual(double x, double y) => Formulas.GreaterOrEqual<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equal(double x, double y) => Formulas.Equal<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double x, double y) => Formulas.And<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double x, double y) => Formulas.Or<Lanes1>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(double x, double y) => Lanes1.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Minimum(double x, double y) => Lanes1.Min(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double x, double y, double z) => Formulas.Select<Lanes1>(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double x, double y, double z) => Lanes1.MultiplyAdd(x, y, z);
}
