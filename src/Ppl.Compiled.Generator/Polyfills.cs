namespace System
{
    /// <summary>What the compiler asks for in list patterns, and netstandard2.0 lacks.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>What the compiler asks for in records, and netstandard2.0 lacks.</summary>
    internal static class IsExternalInit;
}
