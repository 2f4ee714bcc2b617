namespace Ppl.Infer;

/// <summary>Gradient descent with momentum, as PyTorch's: u ← µu + g (at first u = 0), θ ← θ - αu (Polyak 1964).</summary>
/// <param name="learningRate">α.</param>
/// <param name="momentum">µ; 0 is plain gradient descent.</param>
public sealed class Sgd(double learningRate, double momentum = 0) : Optimizer
{
    private readonly double learningRate = RequirePositive(learningRate, nameof(learningRate));
    private readonly double momentum = RequireFraction(momentum, nameof(momentum));
    private readonly Moment velocity = new("velocity");

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters)
        {
            if (parameter.Unconstrained.grad is not { } gradient) continue;
            parameter.Unconstrained.add_(momentum == 0 ? gradient : velocity.Of(parameter).mul_(momentum).add_(gradient), -learningRate * LearningRateFactor);
            parameter.Unconstrained.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => velocity.Dispose();

    /// <inheritdoc/>
    protected override void SaveOwn(SavedState state)
    {
        state.Add("momentum", momentum);
        velocity.Save(state);
    }

    /// <inheritdoc/>
    protected override Action RestoreOwn(SavedState state)
    {
        RequireSame(state, "momentum", momentum);
        return velocity.Restore(state);
    }
}
