namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Device cpuDevice = new(DeviceType.CPU);

        public long dim() => Kept(Native.ppl_dim(Handle));

        public long ndim => dim();

        public long Dimensions => dim();

        public long numel() => Kept(Native.ppl_numel(Handle));

        public long NumberOfElements => numel();

        public ScalarType dtype => (ScalarType)Kept(Native.ppl_dtype(Handle));

        public DeviceType device_type => (DeviceType)Kept(Native.ppl_device_type(Handle));

        public Device device => device_type == DeviceType.CPU ? cpuDevice : new(device_type);

        /// <summary>The sizes, in an array that is the caller's.</summary>
        public unsafe long[] shape
        {
            get
            {
                long[] sizes = new long[dim()];
                fixed (long* room = sizes) Native.ppl_sizes(Handle, room);
                return Kept(sizes);
            }
        }

        public long[] size() => shape;

        public unsafe long size(int dim)
        {
            long dims = this.dim();
            long at = dim < 0 ? dim + dims : dim;
            if (at < 0 || at >= dims) throw new IndexOutOfRangeException($"dimension {dim} of a tensor of {dims} dimensions");
            long* sizes = stackalloc long[(int)dims];
            Native.ppl_sizes(Handle, sizes);
            return Kept(sizes[at]);
        }

        public unsafe long[] stride()
        {
            long[] strides = new long[dim()];
            fixed (long* room = strides) Native.ppl_strides(Handle, room);
            return Kept(strides);
        }

        public bool is_contiguous() => Kept(Native.ppl_is_contiguous(Handle)) != 0;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_cpu() => device_type == DeviceType.CPU;


        /// <summary>Holds the tensor until the native call that gave <paramref name="result"/> is over.</summary>
        private T Kept<T>(T result)
        {
            GC.KeepAlive(this);
            return result;
        }
    }
}
