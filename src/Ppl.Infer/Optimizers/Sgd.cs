namespace Ppl.Infer;

/// <summary>Gradient descent with momentum, as PyTorch's: u ← µu + g (at first u = g), θ ← θ - αu (Polyak 1964).</summary>
/// <param name="learningRate">α.</param>
/// <param name="momentum">µ; 0 is plain gradient descent.</param>
public sealed class Sgd(double learningRate, double momentum = 0) : Optimizer
{
    private readonly double learningRate = RequirePositive(learningRate, nameof(learningRate));
    private readonly double momentum = RequireFraction(momentum, nameof(momentum));
    private readonly Dictionary<StoredParam, Tensor> velocities = [];

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters)
        {
            if (parameter.Unconstrained.grad is not { } gradient) continue;
            parameter.Unconstrained.add_(momentum == 0 ? gradient : Velocity(parameter, gradient), -learningRate);
            parameter.Unconstrained.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (Tensor velocity in velocities.Values) velocity.Dispose();
        velocities.Clear();
    }

    private Tensor Velocity(StoredParam parameter, Tensor gradient)
    {
        if (velocities.TryGetValue(parameter, out Tensor? velocity)) return velocity.mul_(momentum).add_(gradient);
        return velocities[parameter] = gradient.clone().DetachFromDisposeScope();
    }
}
