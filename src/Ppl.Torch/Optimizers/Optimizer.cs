using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>What a scheduler sets.</summary>
            public interface ILearningRateController
            {
                double LearningRate { get; set; }

                double InitialLearningRate { get; set; }
            }

            /// <summary>An optimizer with a momentum.</summary>
            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            /// <summary>An optimizer with two decay rates.</summary>
            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }

            /// <summary>Changes parameters in place, by their gradients.</summary>
            public abstract class Optimizer : IDisposable
            {
                protected IList<ParamGroup> _parameter_groups = [];

                private protected Optimizer()
                {
                }

                ~Optimizer() => Dispose(false);

                public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

                public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

                /// <summary>Changes the parameters that have a gradient.</summary>
                /// <returns>The closure's loss, or null.</returns>
                public virtual Tensor step(Func<Tensor>? closure = null) => throw new NotSupportedException($"{GetType().Name} defines no step.");

                /// <summary>Sets the gradients to 0.</summary>
                public virtual void zero_grad()
                {
                    foreach (Parameter parameter in parameters())
                    {
                        using Tensor? grad = parameter.grad;
                        if (grad is null) continue;
                        using (grad.zero_()) { }
                    }
                }

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing) Release();
                }

                /// <summary>Disposes the state.</summary>
                private protected virtual void Release()
                {
                }
            }

            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
            public static RMSProp RMSProp(IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Parameters that share a learning rate.</summary>
    public class ParamGroup : torch.optim.ILearningRateController
    {
        public double LearningRate { get; set; }

        public double InitialLearningRate { get; set; }

        public IEnumerable<Parameter> Parameters { get; set; } = [];
    }

    /// <summary>An optimizer that keeps a state for each parameter, made at its first gradient.</summary>
    public abstract class OptimizerHelper : torch.optim.Optimizer
    {
        private readonly Dictionary<Parameter, Moments> moments = new(ReferenceEqualityComparer.Instance);

        private protected OptimizerHelper(IEnumerable<Parameter> parameters, double learningRate) =>
            _parameter_groups.Add(new ParamGroup { Parameters = [.. parameters], LearningRate = learningRate, InitialLearningRate = learningRate });

        private protected delegate void Update(Parameter parameter, torch.Tensor gradient, Moments moments, double learningRate);

        private protected torch.Tensor StepBy(Update update, Func<torch.Tensor>? closure, bool maximize)
        {
            torch.Tensor? loss = null;
            if (closure is not null)
                using (torch.enable_grad()) loss = closure();
            using IDisposable gradients = torch.no_grad();
            using DisposeScope scope = torch.NewDisposeScope();
            foreach (ParamGroup group in _parameter_groups)
                foreach (Parameter parameter in group.Parameters)
                {
                    if (parameter.grad is not { } gradient) continue;
                    if (!moments.TryGetValue(parameter, out Moments? own)) moments[parameter] = own = new Moments();
                    own.Step++;
                    update(parameter, maximize ? -gradient : gradient, own, group.LearningRate);
                }
            return loss!;
        }

        private protected override void Release()
        {
            foreach (Moments own in moments.Values) own.Dispose();
        }

        /// <summary>The running moments of one parameter's gradients; each is made, of zeros, when it is first asked for.</summary>
        private protected sealed class Moments : IDisposable
        {
            private readonly Dictionary<string, torch.Tensor> byName = [];

            public long Step { get; set; }

            public torch.Tensor Get(string name, Parameter like)
            {
                if (!byName.TryGetValue(name, out torch.Tensor? moment))
                    byName[name] = moment = torch.zeros_like(like).DetachFromDisposeScope();
                return moment;
            }

            public void Dispose()
            {
                foreach (torch.Tensor moment in byName.Values) moment.Dispose();
            }
        }
    }
}
