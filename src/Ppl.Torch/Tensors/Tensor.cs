using System.Diagnostics;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. It holds one native reference, let go by <see cref="Dispose()"/>, by its scope, or at last by its finalizer.</summary>
    [DebuggerDisplay("{ToString()}")]
    public partial class Tensor : IDisposable
    {
        private static long total, peak;
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            long count = Interlocked.Increment(ref total);
            if (count > peak) peak = count;
            DisposeScope.Current?.Add(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors of this process hold a native reference.</summary>
        public static long TotalCount => Interlocked.Read(ref total);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => peak;

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed, or is undefined.</exception>
        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>True once disposed, and for an undefined gradient.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>The scope that will dispose the tensor; null for none.</summary>
        internal DisposeScope? Scope { get; set; }

        /// <summary>The tensor's place in its scope.</summary>
        internal int ScopeIndex { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual unsafe void Dispose(bool disposing)
        {
            if (disposing) Scope?.Remove(this);
            nint released = TakeHandle();
            if (released != 0) Native.ppl_release(&released, 1);
        }

        public Tensor MoveToOuterDisposeScope() => MoveToOtherDisposeScope(Scope?.Outer);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            Scope?.Remove(this);
            other?.Add(this);
            return this;
        }

        public Tensor DetachFromDisposeScope() => MoveToOtherDisposeScope((DisposeScope?)null);

        /// <summary>Gives the native reference to the caller; the tensor is as if disposed.</summary>
        public nint DecoupleFromNativeHandle()
        {
            Scope?.Remove(this);
            GC.SuppressFinalize(this);
            return TakeHandle();
        }

        /// <summary>Takes over the caller's native reference.</summary>
        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        /// <summary>True when both have the same shape and equal elements, whatever their types.</summary>
        public bool Equals(Tensor target)
        {
            if (ReferenceEquals(this, target)) return true;
            if (target is null || !shape.AsSpan().SequenceEqual(target.shape)) return false;
            using Tensor same = eq(target), all = same.all();
            return all.ToBoolean();
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => base.GetHashCode();

        /// <summary>Takes the other's native tensor in place of its own; the other is as if disposed.</summary>
        internal unsafe void Adopt(Tensor other)
        {
            bool leafOfGradients = requires_grad;
            nint before = Interlocked.Exchange(ref handle, other.DecoupleFromNativeHandle());
            Interlocked.Increment(ref total);
            Native.ppl_release(&before, 1);
            Interlocked.Decrement(ref total);
            requires_grad = leafOfGradients;
        }

        /// <summary>Gives up the native reference, once.</summary>
        internal nint TakeHandle()
        {
            nint taken = Interlocked.Exchange(ref handle, 0);
            if (taken != 0) Interlocked.Decrement(ref total);
            return taken;
        }
    }
}
