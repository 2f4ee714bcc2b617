using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ppl.Compilation;

/// <summary>Eight doubles.</summary>
internal readonly unsafe struct Lanes8(Vector512<double> vector) : ILanes<Lanes8>
{
    public readonly Vector512<double> Vector = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes8(Vector512<double> vector) => new(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Vector512<double>(Lanes8 lanes) => lanes.Vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes8(double number) => new(Vector512.Create(number));

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(double* place) => new(Vector512.Load(place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes8 x, double* place) => x.Vector.Store(place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes8 x) => Vector512.Sum(x.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 x, Lanes8 y) => new(x.Vector + y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 x, Lanes8 y) => new(x.Vector - y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 x, Lanes8 y) => new(x.Vector * y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 x, Lanes8 y) => new(x.Vector / y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <(Lanes8 x, Lanes8 y) => new(Vector512.LessThan(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >(Lanes8 x, Lanes8 y) => new(Vector512.GreaterThan(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <=(Lanes8 x, Lanes8 y) => new(Vector512.LessThanOrEqual(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >=(Lanes8 x, Lanes8 y) => new(Vector512.GreaterThanOrEqual(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator &(Lanes8 x, Lanes8 y) => new(x.Vector & y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator |(Lanes8 x, Lanes8 y) => new(x.Vector | y.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 x) => new(-x.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Same(Lanes8 x, Lanes8 y) => new(Vector512.Equals(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Select(Lanes8 condition, Lanes8 x, Lanes8 y) => new(Vector512.ConditionalSelect(condition.Vector, x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 x, Lanes8 y, Lanes8 z) => new(Vector512.MultiplyAddEstimate(x.Vector, y.Vector, z.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Abs(Lanes8 x) => new(Vector512.Abs(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 x) => new(Vector512.Sqrt(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Round(Lanes8 x) => new(Vector512.Round(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Floor(Lanes8 x) => new(Vector512.Floor(x.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Max(Lanes8 x, Lanes8 y) => new(Vector512.Max(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Min(Lanes8 x, Lanes8 y) => new(Vector512.Min(x.Vector, y.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Clamp(Lanes8 x, double low, double high) => new(Vector512.MinNative(Vector512.Create(high), Vector512.MaxNative(Vector512.Create(low), x.Vector)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 PowerOfTwo(Lanes8 n) => new(((n.Vector + Vector512.Create(Bits.Shifter + Bits.Bias)).AsInt64() << Bits.Fraction).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes8 condition) => condition.Vector.AsInt64() == Vector512<long>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Scale(Lanes8 x, Lanes8 n)
    {
        if (Avx512F.IsSupported) return new(Avx512F.Scale(x.Vector, n.Vector));
        Lanes8 half = Floor(n * 0.5);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes8 Mantissa, Lanes8 Exponent) Split(Lanes8 x)
    {
        Vector512<long> bits = x.Vector.AsInt64(), exponent = (bits + Vector512.Create(Bits.One - Bits.SqrtHalf)) >>> Bits.Fraction;
        Vector512<double> number = (exponent | Vector512.Create(Bits.Whole)).AsDouble() - Vector512.Create(Bits.WholeNumber + Bits.Bias);
        return (new((bits - (exponent << Bits.Fraction) + Vector512.Create(Bits.One)).AsDouble()), new(number));
    }

    public static Lanes8 Map(Func<double, double> function, Lanes8 x) => new(Vector512.Create(function(x.Vector[0]), function(x.Vector[1]), function(x.Vector[2]), function(x.Vector[3]), function(x.Vector[4]), function(x.Vector[5]), function(x.Vector[6]), function(x.Vector[7])));

    public static Lanes8 Map(Func<double, double, double> function, Lanes8 x, Lanes8 y) => new(Vector512.Create(function(x.Vector[0], y.Vector[0]), function(x.Vector[1], y.Vector[1]), function(x.Vector[2], y.Vector[2]), function(x.Vector[3], y.Vector[3]), function(x.Vector[4], y.Vector[4]), function(x.Vector[5], y.Vector[5]), function(x.Vector[6], y.Vector[6]), function(x.Vector[7], y.Vector[7])));
}
