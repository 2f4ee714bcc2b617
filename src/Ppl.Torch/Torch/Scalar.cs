using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number or a flag as an argument, with no shape.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarType type, Tag tag, long payload) => (Type, Tag, Payload) = (type, tag, payload);

    public ScalarType Type { get; }

    internal Tag Tag { get; }

    internal long Payload { get; }

    public static implicit operator Scalar(double value) => new(ScalarType.Float64, Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(float value) => new(ScalarType.Float32, Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, Tag.Int, value);
    public static implicit operator Scalar(int value) => new(ScalarType.Int32, Tag.Int, value);
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, Tag.Bool, value ? 1 : 0);

    /// <summary>Nothing to let go: a scalar is managed here.</summary>
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

    public static double ToDouble(this Scalar value) => new Value { Tag = value.Tag, Payload = value.Payload }.Number;
    public static long ToInt64(this Scalar value) => value.Tag == Tag.Double ? (long)value.ToDouble() : value.Payload;
}
