using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>Numbers that stay where they are, from a multiple of 64 bytes on. Managed: nothing is to be freed, and they live as long as this object.</summary>
internal sealed unsafe class AlignedArray<T> where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] array;

    /// <param name="length">How many there are: zeros.</param>
    public AlignedArray(int length)
    {
        array = GC.AllocateArray<T>(length + Alignment / sizeof(T), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref array[0]);
        Start = (T*)((address + Alignment - 1) & -Alignment);
        Length = length;
    }

    /// <summary>The first.</summary>
    public T* Start { get; }

    /// <summary>How many there are.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<T> Span => new(Start, Length);
}
