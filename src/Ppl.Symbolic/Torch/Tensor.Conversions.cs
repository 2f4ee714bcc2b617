using Ppl.Compilation;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public static implicit operator Tensor(Scalar scalar) => Number(scalar);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static explicit operator double(Tensor value) => value.Single("(double)");
        public static explicit operator float(Tensor value) => (float)value.Single("(float)");
        public static explicit operator long(Tensor value) => (long)value.Single("(long)");
        public static explicit operator int(Tensor value) => (int)value.Single("(int)");
        public static explicit operator bool(Tensor value) => value.Single("(bool)") != 0;

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            type = Widest(type);
            if (type == dtype) return this;
            if (type == ScalarType.Bool) return ne(0);
            Graph graph = GraphScope.Current;
            return type == ScalarType.Int64 && dtype == ScalarType.Float64
                ? (sign() * abs().floor()).As(type)
                : new Tensor(graph, In(graph), type);
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => this;
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type);
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor cpu() => this;

        /// <summary>The number of a tensor of data that has one.</summary>
        /// <exception cref="Ppl.PplException">PPL401: it depends on a latent.</exception>
        public T item<T>() where T : unmanaged => Converted<T>(Single("item"));

        /// <summary>The numbers of a tensor of data.</summary>
        /// <exception cref="Ppl.PplException">PPL401: they depend on a latent.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(Array.ConvertAll(Elements(), Converted<T>), shape);

        public double ToDouble() => Single("ToDouble");
        public float ToSingle() => (float)Single("ToSingle");
        public long ToInt64() => (long)Single("ToInt64");
        public int ToInt32() => (int)Single("ToInt32");
        public bool ToBoolean() => Single("ToBoolean") != 0;

        private Tensor As(ScalarType type)
        {
            Graph graph = GraphScope.Current;
            return new Tensor(graph, In(graph), type);
        }

        private double Single(string operation) =>
            numel() == 1 ? Elements(operation)[0] : throw new InvalidOperationException($"{operation}: a tensor of {numel()} elements is not one number");

        private static T Converted<T>(double number) where T : unmanaged
        {
            object converted = Type.GetTypeCode(typeof(T)) switch
            {
                TypeCode.Double => number,
                TypeCode.Single => (float)number,
                TypeCode.Int64 => (long)number,
                TypeCode.Int32 => (int)number,
                TypeCode.Byte => (byte)number,
                TypeCode.Boolean => number != 0,
                _ => throw new NotSupportedException($"tensors have no elements of type {typeof(T)}"),
            };
            return (T)converted;
        }
    }
}
