namespace Ppl.Compilation;

/// <summary>How many doubles one instruction works on.</summary>
internal enum VectorWidth
{
    /// <summary>One.</summary>
    Scalar = 1,

    /// <summary>Four: AVX2.</summary>
    V256 = 4,

    /// <summary>Eight: AVX-512.</summary>
    V512 = 8,
}
