namespace TorchSharp
{
    public static class torch
    {
        public class Tensor
        {
            public long[] shape => [];
            public ScalarType dtype => ScalarType.Float64;
            public Device device => CPU;
            public Tensor to(ScalarType type) => this;
            public Tensor @double() => this;
            public Tensor cpu() => this;
            public static implicit operator Tensor(double value) => new();
            public static explicit operator double(Tensor value) => 0;
            public static explicit operator long(Tensor value) => 0;
            public static Tensor operator +(Tensor a, Tensor b) => a;
            public static Tensor operator *(Tensor a, Tensor b) => a;
            public static Tensor operator -(Tensor a) => a;
            public static Tensor operator >(Tensor a, Tensor b) => a;
            public static Tensor operator <(Tensor a, Tensor b) => a;
            public Tensor this[long index] => this;
            public Tensor exp() => this;
            public Tensor sum(long dim, bool keepdim = false) => this;
            public Tensor index_select(long dim, Tensor index) => this;
            public T item<T>() where T : unmanaged => default;
        }

        public class Device;

        public enum ScalarType { Int64 = 4, Float64 = 7, Bool = 11 }

        public static readonly ScalarType float64 = ScalarType.Float64;
        public static readonly ScalarType @bool = ScalarType.Bool;
        public static readonly Device CPU = new();

        public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null) => new();
        public static Tensor where(Tensor condition, Tensor x, Tensor y) => x;
        public static Tensor stack(System.Collections.Generic.IEnumerable<Tensor> tensors, long dim = 0) => new();

        public static class nn
        {
            public static class functional
            {
                public static Tensor softplus(Tensor x) => x;
            }
        }
    }
}

namespace Ppl
{
    using Ppl.Distributions;
    using Tensor = TorchSharp.torch.Tensor;

    public delegate void Program<in TData>(TData data);

    public static class Primitives
    {
        public static Tensor Sample(string name, Distribution distribution, Tensor? obs = null) => new();
        public static Tensor Deterministic(string name, Tensor value, int eventDim = 0) => value;
        public static Tensor Param(string name, TensorLike initial) => new();
        public static Plate Plate(string name, long size, int? dim = null) => new();
    }

    public sealed class Plate : System.IDisposable
    {
        public void Dispose() { }
    }

    public readonly struct TensorLike
    {
        public static implicit operator TensorLike(double value) => default;
        public static implicit operator TensorLike(double[] values) => default;
        public static implicit operator TensorLike(Tensor value) => default;
    }

    public sealed class Shape : System.Collections.IEnumerable
    {
        public void Add(long length) { }
        public System.Collections.IEnumerator GetEnumerator() => throw new System.NotSupportedException();
    }

    public abstract class Handler
    {
        public Scope Enter() => new();
        protected internal virtual void Process(SampleSite site) { }
    }

    public ref struct Scope
    {
        public void Dispose() { }
    }

    public sealed class SampleSite
    {
        public bool IsObserved => false;
        public double Scale { get; set; }
    }

    public static class Programs
    {
        extension<TData>(Program<TData> program)
        {
            public Program<TData> Under(Handler immutable) => program;
        }
    }
}

namespace Ppl.Distributions
{
    using Tensor = TorchSharp.torch.Tensor;

    public abstract class Distribution(Shape batchShape)
    {
        public Tensor LogProb(Tensor value) => LogDensity(value);
        protected abstract Tensor LogDensity(Tensor value);
        public Distribution ToEvent(int dims) => this;
    }

    public sealed class Normal(TensorLike loc, TensorLike scale) : Distribution([])
    {
        protected override Tensor LogDensity(Tensor value) => value;
    }

    public sealed class HalfCauchy(TensorLike scale) : Distribution([])
    {
        protected override Tensor LogDensity(Tensor value) => value;
    }
}

namespace Ppl.Handlers
{
    public abstract class Reparam;

    public sealed class LocScaleReparam(double? centered = null) : Reparam;

    public sealed class Reparameterize(System.Collections.Generic.IReadOnlyDictionary<string, Reparam> config) : Handler;
}

namespace Ppl.Symbolic
{
    public static class SymbolicDensity
    {
        public static Ppl.Compilation.DensityGraph Of(System.Action program) => throw new System.NotSupportedException();
    }

    public static class Symbols
    {
        public static TorchSharp.torch.Tensor Data(Ppl.Compilation.DataArray array) => new();
    }
}
