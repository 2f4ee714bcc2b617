using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x W' + b, weight and bias drawn from U(-1/sqrt(in), 1/sqrt(in)).</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, outputSize, hasBias, device, dtype);
            public static ReLU ReLU(bool inplace = false) => new(inplace);
            public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);
            public static Sigmoid Sigmoid() => new();
            public static Tanh Tanh() => new();
            public static Identity Identity() => new();
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules.Select((module, i) => (i.ToString(), module)));
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.Select((module, i) => (i.ToString(), module)));
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <summary>How a loss is gathered over its elements.</summary>
            public enum Reduction
            {
                None = 0,
                Mean = 1,
                Sum = 2,
            }

            /// <summary>Layers as functions.</summary>
            public static partial class functional
            {
                public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Aten.linear.Call(input, weights, bias);
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_.Mutate(x) : x.relu();
                public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Aten.tanh_.Mutate(x) : x.tanh();
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
                public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
                public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => Aten.binary_cross_entropy_with_logits.Call(input, target, weight, pos_weights, (long)reduction);
                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Aten.mse_loss.Call(input, target, (long)reduction);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A module without parameters of its own.</summary>
    public interface IParameterLessModule;

    /// <summary>A module without parameters of its own.</summary>
    public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>, IParameterLessModule
    {
        protected ParameterLessModule(string name) : base(name)
        {
        }
    }

    /// <summary>x W' + b. Its parameters belong to no scope, wherever it is made.</summary>
    public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Linear))
        {
            (in_features, out_features) = (inputs, outputs);
            double bound = inputs > 0 ? 1 / Math.Sqrt(inputs) : 0;
            weight = Uniform(outputs, inputs);
            if (hasBias) bias = Uniform(outputs);

            Parameter Uniform(params ReadOnlySpan<long> size) => new(torch.empty(size, dtype, device).uniform_(-bound, bound));
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

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

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);

        private Parameter? Registered(string name, Parameter? before, Parameter? after)
        {
            if (!ReferenceEquals(before, after)) before?.Dispose();
            after?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(name, after);
            return after;
        }
    }

    /// <summary>max(x, 0).</summary>
    public sealed class ReLU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.relu(tensor, inplace);
    }

    /// <summary>log(1 + exp(beta x)) / beta.</summary>
    public sealed class Softplus : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Softplus(double beta, double threshold) : base(nameof(Softplus)) => (this.beta, this.threshold) = (beta, threshold);

        public double beta { get; set; }

        public double threshold { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => tensor.softplus(beta, threshold);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public sealed class Sigmoid : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Sigmoid() : base(nameof(Sigmoid))
        {
        }

        public override torch.Tensor forward(torch.Tensor tensor) => tensor.sigmoid();
    }

    /// <summary>The hyperbolic tangent.</summary>
    public sealed class Tanh : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Tanh() : base(nameof(Tanh))
        {
        }

        public override torch.Tensor forward(torch.Tensor tensor) => tensor.tanh();
    }

    /// <summary>Its argument.</summary>
    public sealed class Identity : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Identity() : base(nameof(Identity))
        {
        }

        public override torch.Tensor forward(torch.Tensor tensor) => tensor.alias();
    }

    /// <summary>Modules one after another; unnamed ones are named by their positions.</summary>
    public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> chain = [];

        internal Sequential(IEnumerable<(string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)> modules) : base(nameof(Sequential))
        {
            foreach ((string name, torch.nn.Module<torch.Tensor, torch.Tensor> module) in modules)
            {
                chain.Add(module);
                register_module(name, module);
            }
        }

        public int Count => chain.Count;

        /// <summary>Each module's result goes to the next; intermediates belong to the scope that is open, or are disposed.</summary>
        public override torch.Tensor forward(torch.Tensor tensor)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor result = chain.Count == 0 ? tensor.alias() : tensor;
            foreach (torch.nn.Module<torch.Tensor, torch.Tensor> module in chain) result = module.call(result);
            return result.MoveToOuterDisposeScope();
        }
    }
}
