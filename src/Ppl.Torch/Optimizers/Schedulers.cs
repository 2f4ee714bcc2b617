namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of the learning rate.</summary>
        public static class lr_scheduler
        {
            /// <summary>Multiplies the rate by gamma after every <paramref name="step_size"/> epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Factors(optimizer, epoch => epoch % step_size == 0 ? gamma : 1, last_epoch, verbose);

            /// <summary>Multiplies the rate by gamma after every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Factors(optimizer, _ => gamma, last_epoch, verbose);

            /// <summary>Sets an optimizer's rates at every epoch.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] groups;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false) =>
                    (groups, Epoch) = ([.. optimizer.ParamGroups], last_epoch);

                /// <summary>Epochs that are over.</summary>
                private protected int Epoch { get; private set; }

                public virtual void step()
                {
                    Epoch++;
                    foreach ((ILearningRateController group, double rate) in groups.Zip(get_lr().ToArray())) group.LearningRate = rate;
                }

                public IEnumerable<double> get_last_lr() => groups.Select(group => group.LearningRate);

                protected virtual IEnumerable<double> get_lr() => get_last_lr();
            }

            private sealed class Factors : LRScheduler
            {
                private readonly Func<int, double> factor;

                public Factors(Optimizer optimizer, Func<int, double> factor, int lastEpoch, bool verbose) : base(optimizer, lastEpoch, verbose)
                {
                    this.factor = factor;
                    step();
                }

                protected override IEnumerable<double> get_lr() => get_last_lr().Select(rate => Epoch == 0 ? rate : rate * factor(Epoch));
            }
        }
    }
}
