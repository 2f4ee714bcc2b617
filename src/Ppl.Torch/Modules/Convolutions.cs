using TorchSharp.Modules;

namespace TorchSharp
{
    /// <summary>What lies beyond an image's border; this provider knows zeros.</summary>
    public enum PaddingModes
    {
        Zeros = 0,
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
            public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);

            /// <summary>Kernels over images [n, channels, height, width]; weight and bias drawn from U(-1/sqrt(fan-in), 1/sqrt(fan-in)).</summary>
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [dilation, dilation], groups, bias, padding_mode, device, dtype);

            /// <summary>The transpose of a convolution, which makes images larger; weight and bias likewise.</summary>
            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [output_padding, output_padding], [dilation, dilation], groups, bias, padding_mode, device, dtype);

            public static partial class functional
            {
                public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                    Aten.conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

                public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                    Aten.conv_transpose2d_input.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], output_padding ?? [0, 0], groups, dilation ?? [1, 1]);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A convolution or its transpose. Its parameters belong to no scope, wherever it is made.</summary>
    public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private protected Convolution(
            string name, long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] output_padding, long[] dilation, bool transposed, long groups,
            bool hasBias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype) : base(name)
        {
            if (padding_mode != PaddingModes.Zeros) throw new NotSupportedException($"{name}: this provider pads with zeros.");
            (in_channels, out_channels, kernel_size, this.stride, this.padding, this.output_padding, this.dilation, this.transposed, this.groups, this.padding_mode) =
                (inputs, outputs, kernel, stride, padding, output_padding, dilation, transposed, groups, padding_mode);
            (long first, long second) = transposed ? (inputs, outputs / groups) : (outputs, inputs / groups);
            double bound = 1 / Math.Sqrt(second * kernel.Aggregate((a, b) => a * b));
            weight = Uniform([first, second, .. kernel]);
            if (hasBias) bias = Uniform(outputs);

            Parameter Uniform(params ReadOnlySpan<long> size) => new(torch.empty(size, dtype, device).uniform_(-bound, bound));
        }

        public long in_channels { get; }

        public long out_channels { get; }

        public long[] kernel_size { get; set; }

        public long[] stride { get; set; }

        public long[]? padding { get; }

        public long[] output_padding { get; set; }

        public long[] dilation { get; set; }

        public bool transposed { get; }

        public long groups { get; set; }

        public PaddingModes padding_mode { get; set; }

        public Parameter weight
        {
            get;
            set => field = Registered(nameof(weight), field, value)!;
        }

        public Parameter? bias
        {
            get;
            set => field = Registered(nameof(bias), field, value);
        }

        private Parameter? Registered(string name, Parameter? before, Parameter? after)
        {
            if (!ReferenceEquals(before, after)) before?.Dispose();
            after?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(name, after);
            return after;
        }
    }

    /// <summary>Cross-correlation of images with kernels.</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, bool hasBias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(Conv2d), inputs, outputs, kernel, stride, padding, [0, 0], dilation, transposed: false, groups, hasBias, padding_mode, device, dtype)
        {
        }

        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }

    /// <summary>The gradient of a convolution with respect to its input, as a layer.</summary>
    public abstract class ConvolutionTranspose : Convolution
    {
        private protected ConvolutionTranspose(
            string name, long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool hasBias,
            PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
            : base(name, inputs, outputs, kernel, stride, padding, output_padding, dilation, transposed: true, groups, hasBias, padding_mode, device, dtype)
        {
        }

        public abstract torch.Tensor forward(torch.Tensor input, long[]? output_size);

        public override torch.Tensor forward(torch.Tensor input) => forward(input, null);

        /// <summary>The rows and columns that an output of the size asked for has beyond the smallest.</summary>
        private protected long[] PaddingFor(torch.Tensor input, long[]? output_size)
        {
            if (output_size is null) return output_padding;
            var added = new long[kernel_size.Length];
            for (int i = 0; i < added.Length; i++)
                added[i] = output_size[^(added.Length - i)] - ((input.size(i - added.Length) - 1) * stride[i] - 2 * padding![i] + dilation[i] * (kernel_size[i] - 1) + 1);
            return added;
        }
    }

    /// <summary>From images to larger images.</summary>
    public sealed class ConvTranspose2d : ConvolutionTranspose
    {
        internal ConvTranspose2d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool hasBias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(ConvTranspose2d), inputs, outputs, kernel, stride, padding, output_padding, dilation, groups, hasBias, padding_mode, device, dtype)
        {
        }

        public override torch.Tensor forward(torch.Tensor input, long[]? output_size) =>
            torch.nn.functional.conv_transpose2d(input, weight, bias, stride, padding, PaddingFor(input, output_size), dilation, groups);
    }

    /// <summary>Several dims as one.</summary>
    public sealed class Flatten : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);

        public long start_dim { get; set; }

        public long end_dim { get; set; }

        public override torch.Tensor forward(torch.Tensor input) => input.flatten(start_dim, end_dim);
    }

    /// <summary>One dim as several.</summary>
    public sealed class Unflatten : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Unflatten(long dim, long[] unflattened_size) : base(nameof(Unflatten)) => (this.dim, this.unflattened_size) = (dim, unflattened_size);

        public long dim { get; set; }

        public long[] unflattened_size { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => tensor.unflatten(dim, unflattened_size);
    }
}
