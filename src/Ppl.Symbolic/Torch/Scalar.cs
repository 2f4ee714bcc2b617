using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number or a flag as an argument, with no shape.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarType type, double number) => (Type, Number) = (type, number);

    public ScalarType Type { get; }

    internal double Number { get; }

    public static implicit operator Scalar(double value) => new(ScalarType.Float64, value);
    public static implicit operator Scalar(float value) => new(ScalarType.Float64, value);
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);
    public static implicit operator Scalar(int value) => new(ScalarType.Int64, value);
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);

    /// <summary>Nothing to let go.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Reads and makes scalars.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this bool value) => value;

    public static double ToDouble(this Scalar value) => value.Number;
    public static long ToInt64(this Scalar value) => (long)value.Number;
}
