using MathNet.Numerics.Statistics;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>An optimiser that changes nothing and remembers how the gradients of numbers vary.</summary>
internal sealed class GradientNotes : Optimizer
{
    private readonly Dictionary<string, RunningStatistics> gradients = [];

    public IReadOnlyDictionary<string, double> Variances() => gradients.ToDictionary(entry => entry.Key, entry => entry.Value.Variance);

    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        foreach (StoredParam parameter in parameters)
        {
            if (!gradients.TryGetValue(parameter.Name, out RunningStatistics? noted)) gradients[parameter.Name] = noted = new RunningStatistics();
            noted.Push((double)parameter.Unconstrained.grad!);
            parameter.Unconstrained.grad = null;
        }
    }

    public override void Dispose() { }

    protected override void SaveOwn(SavedState state) { }

    protected override Action RestoreOwn(SavedState state) => () => { };
}

/// <summary>The variance of a gradient of so many draws, by parameter, in nats² per unit of the unconstrained parameter.</summary>
internal sealed record GradientVariance(int Particles, IReadOnlyDictionary<string, double> ByParameter);
