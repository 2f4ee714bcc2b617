using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>Numbers that stay where they are, from a multiple of 64 bytes on. Managed: nothing is to be freed, and they live as long as this object.</summary>
internal sealed unsafe class AlignedArray
{
    private const int Alignment = 64;

    private readonly double[] array;

    /// <param name="length">Room for how many doubles: zeros.</param>
    public AlignedArray(int length)
    {
        array = GC.AllocateArray<double>(length + Alignment / sizeof(double), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref array[0]);
        Start = (double*)((address + Alignment - 1) & -Alignment);
    }

    /// <summary>Where they begin.</summary>
    public double* Start { get; }
}
