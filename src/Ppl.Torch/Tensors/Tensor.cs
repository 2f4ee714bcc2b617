using System.Diagnostics;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. It holds one native reference, let go by <see cref="Dispose()"/>, by its scope, or at last by a finalizer.</summary>
    [DebuggerDisplay("{ToString()}")]
    public partial class Tensor : IDisposable
    {
        private NativeReference? reference;

        internal Tensor(nint handle)
        {
            reference = NativeReference.To(handle);
            DisposeScope.Current?.Add(this);
        }

        /// <summary>How many tensors of this process hold a native reference.</summary>
        public static long TotalCount => NativeReference.Counts.Total;

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => NativeReference.Counts.Peak;

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed, or is undefined.</exception>
        public nint Handle => reference is { Handle: not 0 } held ? held.Handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>True once disposed, and for an undefined gradient.</summary>
        public bool IsInvalid => reference is not { Handle: not 0 };

        /// <summary>The scope that will dispose the tensor; null for none.</summary>
        internal DisposeScope? Scope { get; set; }

        /// <summary>The tensor's place in its scope.</summary>
        internal int ScopeIndex { get; set; }

        public void Dispose() => Dispose(true);

        protected virtual unsafe void Dispose(bool disposing)
        {
            Scope?.Remove(this);
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
            return TakeHandle();
        }

        /// <summary>Takes over the caller's native reference.</summary>
        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        /// <summary>The same native tensor, held a second time.</summary>
        internal Tensor AnotherReference()
        {
            var another = new Tensor(Native.ppl_another(Handle));
            GC.KeepAlive(this);
            return another;
        }

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
            bool requiresGrad = requires_grad;
            NativeReference before = reference!;
            reference = NativeReference.To(other.DecoupleFromNativeHandle());
            nint released = before.Return();
            Native.ppl_release(&released, 1);
            requires_grad = requiresGrad;
        }

        /// <summary>Gives up the native reference, once.</summary>
        internal nint TakeHandle() => Interlocked.Exchange(ref reference, null)?.Return() ?? 0;
    }
}
