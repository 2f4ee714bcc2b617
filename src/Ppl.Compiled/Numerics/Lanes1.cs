using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ppl.Compilation;

/// <summary>One double. Conditions stay in vector registers, so that no branch is taken on them.</summary>
internal readonly unsafe struct Lanes1(double number) : ILanes<Lanes1>
{
    public readonly double Number = number;

    private Vector128<double> Vector
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.CreateScalarUnsafe(Number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes1(double number) => new(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator double(Lanes1 lanes) => lanes.Number;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(double* place) => new(*place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes1 x, double* place) => *place = x.Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes1 x) => x.Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 x, Lanes1 y) => new(x.Number + y.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 x, Lanes1 y) => new(x.Number - y.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 x, Lanes1 y) => new(x.Number * y.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 x, Lanes1 y) => new(x.Number / y.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator <(Lanes1 x, Lanes1 y) => new(Vector128.LessThan(x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator >(Lanes1 x, Lanes1 y) => new(Vector128.GreaterThan(x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator <=(Lanes1 x, Lanes1 y) => new(Vector128.LessThanOrEqual(x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator >=(Lanes1 x, Lanes1 y) => new(Vector128.GreaterThanOrEqual(x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator &(Lanes1 x, Lanes1 y) => new((x.Vector & y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator |(Lanes1 x, Lanes1 y) => new((x.Vector | y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 x) => new(-x.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Same(Lanes1 x, Lanes1 y) => new(Vector128.Equals(x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Select(Lanes1 condition, Lanes1 x, Lanes1 y) => new(Vector128.ConditionalSelect(condition.Vector, x.Vector, y.Vector).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 x, Lanes1 y, Lanes1 z) => new(double.MultiplyAddEstimate(x.Number, y.Number, z.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Abs(Lanes1 x) => new(Math.Abs(x.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 x) => new(Math.Sqrt(x.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Round(Lanes1 x) => new(Math.Round(x.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Floor(Lanes1 x) => new(Math.Floor(x.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Max(Lanes1 x, Lanes1 y) => new(Math.Max(x.Number, y.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Min(Lanes1 x, Lanes1 y) => new(Math.Min(x.Number, y.Number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Clamp(Lanes1 x, double low, double high) => new(double.MinNative(high, double.MaxNative(low, x.Number)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 PowerOfTwo(Lanes1 n) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n.Number + (Bits.Shifter + Bits.Bias)) << Bits.Fraction));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes1 condition) => BitConverter.DoubleToInt64Bits(condition.Number) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Scale(Lanes1 x, Lanes1 n)
    {
        Lanes1 half = Floor(n * 0.5);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes1 Mantissa, Lanes1 Exponent) Split(Lanes1 x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x.Number), exponent = (bits + (Bits.One - Bits.SqrtHalf)) >>> Bits.Fraction;
        return (BitConverter.Int64BitsToDouble(bits - (exponent << Bits.Fraction) + Bits.One), exponent - Bits.Bias);
    }

    public static Lanes1 Map(Func<double, double> function, Lanes1 x) => new(function(x.Number));

    public static Lanes1 Map(Func<double, double, double> function, Lanes1 x, Lanes1 y) => new(function(x.Number, y.Number));
}
