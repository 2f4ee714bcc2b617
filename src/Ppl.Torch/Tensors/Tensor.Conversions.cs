using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static implicit operator Tensor(Scalar scalar) => scalar.Type switch
        {
            ScalarType.Float32 => tensor((float)scalar.ToDouble()),
            ScalarType.Float64 => tensor(scalar.ToDouble()),
            ScalarType.Bool => tensor(scalar.ToInt64() != 0),
            ScalarType.Int32 => tensor((int)scalar.ToInt64()),
            _ => tensor(scalar.ToInt64()),
        };

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

        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        /// <summary>The tensor in another type: always a new object, on the same elements where nothing changes.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            DisposedAfter(disposeAfter, Aten.to_dtype.Call(this, type, non_blocking, copy));

        /// <summary>The tensor on another device: always a new object, on the same elements where nothing changes.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            DisposedAfter(disposeAfter, Aten.to_device.Call(this, InitializeDevice(device), type, non_blocking, copy));

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter, non_blocking);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>The only element, whose type must be <typeparamref name="T"/>.</summary>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("The Tensor must have exactly one element.");
            RequireElements<T>();
            return Kept(Unsafe.Read<T>(Native.ppl_data(Handle)));
        }

        /// <summary>The memory of a contiguous tensor on the CPU; the caller keeps the tensor alive while it reads or writes.</summary>
        public unsafe Span<byte> bytes
        {
            get => new((void*)Native.ppl_data(RequireContiguous().Handle), checked((int)ByteCount));
            set
            {
                if (value.Length != ByteCount) throw new ArgumentException($"{value.Length} bytes for a tensor of {ByteCount}");
                value.CopyTo(bytes);
                GC.KeepAlive(this);
            }
        }

        private long ByteCount => numel() * ElementType.Size(dtype);

        private Tensor RequireContiguous() => is_contiguous() ? this : throw new NotImplementedException("the bytes of a tensor that is not contiguous");

        /// <summary>The elements, whose type must be <typeparamref name="T"/>, in row-major order whatever their strides.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireElements<T>();
            return new TensorAccessor<T>(this);
        }

        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Float64 => Element().Number,
            ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 => (float)Element().Number,
            ScalarType.Bool => Element().Payload != 0,
            ScalarType.Int64 => Element().Payload,
            _ => (int)Element().Payload,
        };

        private Tensor DisposedAfter(bool disposes, Tensor result)
        {
            if (disposes) Dispose();
            return result;
        }

        /// <summary>The only element, converted as its type needs.</summary>
        internal Value Element()
        {
            Native.Check(Native.ppl_item(Handle, out Value value));
            return Kept(value);
        }

        private void RequireElements<T>()
        {
            if (ElementType.Of(typeof(T)) != dtype) throw new ArgumentException($"the tensor's elements are {dtype}, not {typeof(T).Name}");
        }
    }
}

/// <summary>Reads the only element of a tensor, converting it.</summary>
public static class TensorExtensionMethods
{
    public static double ToDouble(this torch.Tensor value) => value.Element().Number;
    public static float ToSingle(this torch.Tensor value) => (float)value.Element().Number;
    public static long ToInt64(this torch.Tensor value) => Integer(value.Element());
    public static int ToInt32(this torch.Tensor value) => (int)Integer(value.Element());
    public static bool ToBoolean(this torch.Tensor value) => value.Element().Number != 0;

    private static long Integer(Value value) => value.Tag == Tag.Double ? (long)value.Number : value.Payload;
}
