using System.Runtime.InteropServices;

namespace Ppl.Testing;

/// <summary>What malloc has handed out and not got back, as glibc counts it over all its arenas.</summary>
internal static class NativeHeap
{
    /// <summary>Whether the C library can say: glibc from version 2.33 on.</summary>
    public static bool IsMeasurable { get; } =
        NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "mallinfo2", out _);

    /// <summary>Bytes in use, those of large blocks with a mapping of their own included.</summary>
    public static long BytesInUse()
    {
        MallInfo2 info = mallinfo2();
        return (long)(info.InUse + info.Mapped);
    }

    [DllImport("libc.so.6")]
    private static extern MallInfo2 mallinfo2();

    /// <summary><c>struct mallinfo2</c> of malloc.h: ten <c>size_t</c>; <c>hblkhd</c> is the fifth, <c>uordblks</c> the eighth.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallInfo2
    {
        private readonly nuint arena, ordinaryBlocks, smallBlocks, mappings;
        public readonly nuint Mapped;
        private readonly nuint mostMapped, smallFree;
        public readonly nuint InUse;
        private readonly nuint free, releasable;
    }
}
