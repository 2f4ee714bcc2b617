using Ppl.Handlers;

namespace Ppl.Infer.Tests;

/// <summary>Estimates of an objective without an engine: under a seed, with parameters of their own, in float64.</summary>
internal sealed class Estimates(Elbo elbo, Action model, Action guide, int plateDepth = 0, ulong seed = 1) : IDisposable
{
    private readonly Rng rng = new(seed, torch.ScalarType.Float64);

    public ParamStore Parameters { get; } = new();

    /// <summary>One estimate, its gradients left on the parameters. Its tensors are handed to a reader before they are freed.</summary>
    public double Next(Action<ElboEstimate>? read = null)
    {
        using TensorScope scope = TensorScope.Begin();
        using Scope seeded = new Seed(rng).Enter();
        using Scope bind = new BindParams(Parameters).Enter();
        foreach (StoredParam parameter in Parameters) parameter.Unconstrained.grad = null;
        ElboEstimate estimate = elbo.Estimate(model, guide, plateDepth);
        if (estimate.Surrogate.requires_grad) estimate.Surrogate.backward();
        read?.Invoke(estimate);
        estimate.Learn?.Invoke();
        return estimate.Loss;
    }

    /// <summary>Many losses.</summary>
    public double[] Losses(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Many gradients of one parameter: an array of draws for each of its elements.</summary>
    public double[][] Gradients(int count, string parameter)
    {
        double[][] draws = [.. Enumerable.Range(0, count).Select(_ =>
        {
            Next();
            return Gradient(parameter);
        })];
        return [.. Enumerable.Range(0, draws[0].Length).Select(element => draws.Select(draw => draw[element]).ToArray())];
    }

    /// <summary>The gradient that the last estimate left on a parameter's leaf.</summary>
    public double[] Gradient(string parameter)
    {
        using Tensor gradient = Parameters[parameter].Unconstrained.grad!;
        return TensorText.ToDoubles(gradient);
    }

    public void Dispose()
    {
        Parameters.Dispose();
        rng.Dispose();
    }
}
