namespace TorchSharp;

public static partial class torch
{
    /// <summary>The element types, numbered as in libtorch. A tensor here has Float64, Int64 or Bool: asked for another, it takes the widest of its kind.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        Bool = 11,
    }

    public static readonly ScalarType uint8 = ScalarType.Byte;
    public static readonly ScalarType int32 = ScalarType.Int32;
    public static readonly ScalarType int64 = ScalarType.Int64;
    public static readonly ScalarType @long = ScalarType.Int64;
    public static readonly ScalarType float32 = ScalarType.Float32;
    public static readonly ScalarType float64 = ScalarType.Float64;
    public static readonly ScalarType @double = ScalarType.Float64;
    public static readonly ScalarType @bool = ScalarType.Bool;

    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool is_integral(ScalarType type) => !is_floating_point(type);

    public static ScalarType get_default_dtype() => ScalarType.Float64;

    private static ScalarType Widest(ScalarType type) => type == ScalarType.Bool ? type : is_floating_point(type) ? ScalarType.Float64 : ScalarType.Int64;

    // The type of what two types become together.
    private static ScalarType Joined(ScalarType one, ScalarType other) =>
        one == ScalarType.Float64 || other == ScalarType.Float64 ? ScalarType.Float64
        : one == ScalarType.Int64 || other == ScalarType.Int64 ? ScalarType.Int64
        : ScalarType.Bool;
}
