using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ppl.Compilation;

/// <summary>Four doubles.</summary>
internal readonly unsafe struct Lanes4(Vector256<double> vector) : ILanes<Lanes4>
{
    public readonly Vector256<double> Vector = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes4(Vector256<double> vector) => new(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Vector256<double>(Lanes4 lanes) => lanes.Vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes4(double number) => new(Vector256.Create(number));

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(double* place) => new(Vector256.Load(place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes4 x, double* place) => x.Vector.Store(place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes4 x) => Vector256.Sum(x.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 x, Lanes4 y) => new(x.Vector + y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 x, Lanes4 y) => new(x.Vector - y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 x, Lanes4 y) => new(x.Vector * y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 x, Lanes4 y) => new(x.Vector / y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <(Lanes4 x, Lanes4 y) => new(Vector256.LessThan(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >(Lanes4 x, Lanes4 y) => new(Vector256.GreaterThan(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <=(Lanes4 x, Lanes4 y) => new(Vector256.LessThanOrEqual(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >=(Lanes4 x, Lanes4 y) => new(Vector256.GreaterThanOrEqual(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator &(Lanes4 x, Lanes4 y) => new(x.Vector & y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator |(Lanes4 x, Lanes4 y) => new(x.Vector | y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 x) => new(-x.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Same(Lanes4 x, Lanes4 y) => new(Vector256.Equals(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Select(Lanes4 condition, Lanes4 x, Lanes4 y) => new(Vector256.ConditionalSelect(condition.Vector, x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 x, Lanes4 y, Lanes4 z) => new(Vector256.MultiplyAddEstimate(x.Vector, y.Vector, z.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Abs(Lanes4 x) => new(Vector256.Abs(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 x) => new(Vector256.Sqrt(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Round(Lanes4 x) => new(Vector256.Round(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Floor(Lanes4 x) => new(Vector256.Floor(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Max(Lanes4 x, Lanes4 y) => new(Vector256.Max(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Min(Lanes4 x, Lanes4 y) => new(Vector256.Min(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Clamp(Lanes4 x, double low, double high) => new(Vector256.MinNative(Vector256.Create(high), Vector256.MaxNative(Vector256.Create(low), x.Vector)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 PowerOfTwo(Lanes4 n) => new(((n.Vector + Vector256.Create(Bits.Shifter + Bits.Bias)).AsInt64() << Bits.Fraction).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes4 condition) => condition.Vector.AsInt64() == Vector256<long>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Scale(Lanes4 x, Lanes4 n)
    {
        if (Avx512F.VL.IsSupported) return new(Avx512F.VL.Scale(x.Vector, n.Vector));
        Lanes4 half = Floor(n * 0.5);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes4 Mantissa, Lanes4 Exponent) Split(Lanes4 x)
    {
        Vector256<long> bits = x.Vector.AsInt64(), exponent = (bits + Vector256.Create(Bits.One - Bits.SqrtHalf)) >>> Bits.Fraction;
        Vector256<double> number = (exponent | Vector256.Create(Bits.Whole)).AsDouble() - Vector256.Create(Bits.WholeNumber + Bits.Bias);
        return (new((bits - (exponent << Bits.Fraction) + Vector256.Create(Bits.One)).AsDouble()), new(number));
    }

    public static Lanes4 Map(Func<double, double> function, Lanes4 x) => new(Vector256.Create(function(x.Vector[0]), function(x.Vector[1]), function(x.Vector[2]), function(x.Vector[3])));

    public static Lanes4 Map(Func<double, double, double> function, Lanes4 x, Lanes4 y) => new(Vector256.Create(function(x.Vector[0], y.Vector[0]), function(x.Vector[1], y.Vector[1]), function(x.Vector[2], y.Vector[2]), function(x.Vector[3], y.Vector[3])));
}
