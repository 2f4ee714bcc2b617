namespace TorchSharp;

/// <summary>
/// One owned reference to a native tensor, released at last by the finalizer. Each thread keeps some that it has done with and uses
/// them again, so that a tensor that is disposed costs no registration for finalization.
/// </summary>
internal sealed unsafe class NativeReference
{
    private const int MostSpares = 1024;
    private static long total, peak;
    [ThreadStatic] private static NativeReference?[]? spares;
    [ThreadStatic] private static int spareCount;

    private nint handle;

    private NativeReference()
    {
    }

    ~NativeReference()
    {
        nint released = Empty();
        if (released != 0) Native.ppl_release(&released, 1);
    }

    /// <summary>How many references this process owns, and the most so far.</summary>
    public static (long Total, long Peak) Counts => (Interlocked.Read(ref total), Interlocked.Read(ref peak));

    /// <summary>The native tensor; 0 for none.</summary>
    public nint Handle => handle;

    /// <summary>Takes over the caller's reference.</summary>
    public static NativeReference To(nint handle)
    {
        NativeReference reference = spareCount > 0 ? Spare() : new NativeReference();
        reference.handle = handle;
        if (handle == 0) return reference;
        long count = Interlocked.Increment(ref total);
        if (count > peak) peak = count;
        return reference;
    }

    /// <summary>Gives the reference to the caller and this object to its thread's spares: for its only holder, and his last use.</summary>
    public nint Return()
    {
        nint given = Empty();
        spares ??= new NativeReference?[MostSpares];
        if (spareCount < MostSpares) spares[spareCount++] = this;
        else GC.SuppressFinalize(this);
        return given;
    }

    // A spare in use is no longer held, or its finalizer would never run.
    private static NativeReference Spare()
    {
        NativeReference spare = spares![--spareCount]!;
        spares[spareCount] = null;
        return spare;
    }

    private nint Empty()
    {
        nint given = handle;
        handle = 0;
        if (given != 0) Interlocked.Decrement(ref total);
        return given;
    }
}
