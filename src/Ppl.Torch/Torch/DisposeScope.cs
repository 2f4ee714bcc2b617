namespace TorchSharp;

/// <summary>
/// Owns the tensors that its thread makes while it is the thread's innermost scope, and disposes those that are left when it is disposed.
/// </summary>
public sealed unsafe class DisposeScope : IDisposable
{
    private const int Chunk = 256;

    [ThreadStatic] private static DisposeScope? current;
    [ThreadStatic] private static torch.Tensor?[]? spare;

    private readonly int thread = Environment.CurrentManagedThreadId;
    private torch.Tensor?[] tensors = Interlocked.Exchange(ref spare, null) ?? new torch.Tensor?[64];
    private bool disposed;

    internal DisposeScope() => (Outer, current) = (current, this);

    /// <summary>The innermost scope of this thread.</summary>
    internal static DisposeScope? Current => current;

    /// <summary>The scope that was innermost when this one was opened.</summary>
    internal DisposeScope? Outer { get; private set; }

    /// <summary>How many tensors the scope holds.</summary>
    public int DisposablesCount { get; private set; }

    /// <summary>What the scope holds at this moment.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => tensors[..DisposablesCount]!;

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        Close();
        Release();
        Array.Clear(tensors, 0, DisposablesCount);
        DisposablesCount = 0;
        spare = tensors;
        tensors = [];
    }

    internal void Add(torch.Tensor tensor)
    {
        if (DisposablesCount == tensors.Length) Array.Resize(ref tensors, Math.Max(64, 2 * tensors.Length));
        (tensor.Scope, tensor.ScopeIndex) = (this, DisposablesCount);
        tensors[DisposablesCount++] = tensor;
    }

    /// <summary>Forgets a tensor. Another thread's scope keeps the object, which is disposed by then, until it closes.</summary>
    internal void Remove(torch.Tensor tensor)
    {
        tensor.Scope = null;
        if (disposed || thread != Environment.CurrentManagedThreadId) return;
        torch.Tensor last = tensors[--DisposablesCount]!;
        tensors[DisposablesCount] = null;
        if (ReferenceEquals(last, tensor)) return;
        tensors[tensor.ScopeIndex] = last;
        last.ScopeIndex = tensor.ScopeIndex;
    }

    /// <summary>Takes the scope off its thread's stack, wherever in it it stands.</summary>
    private void Close()
    {
        if (current == this) current = Outer;
        else
            for (DisposeScope? inner = current; inner is not null; inner = inner.Outer)
                if (inner.Outer == this) inner.Outer = Outer;
    }

    /// <summary>Lets go of all native tensors, many at a call.</summary>
    private void Release()
    {
        nint* handles = stackalloc nint[Chunk];
        int filled = 0;
        for (int i = 0; i < DisposablesCount; i++)
        {
            torch.Tensor tensor = tensors[i]!;
            tensor.Scope = null;
            nint handle = tensor.TakeHandle();
            if (handle != 0) handles[filled++] = handle;
            if (filled < Chunk) continue;
            Native.ppl_release(handles, filled);
            filled = 0;
        }
        if (filled > 0) Native.ppl_release(handles, filled);
    }
}
