namespace Ppl.Infer;

/// <summary>Adam (Kingma and Ba 2015), as PyTorch's: one step size for each element, from running moments of its gradient.</summary>
/// <param name="learningRate">α: about the most that an element moves in a step.</param>
/// <param name="beta1">β₁: the decay of the mean.</param>
/// <param name="beta2">β₂: the decay of the mean square.</param>
/// <param name="epsilon">ε: added to the root of the mean square.</param>
public sealed class Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : Optimizer
{
    private readonly double learningRate = RequirePositive(learningRate, nameof(learningRate));
    private readonly AdamMoments moments =
        new(RequireFraction(beta1, nameof(beta1)), RequireFraction(beta2, nameof(beta2)), RequirePositive(epsilon, nameof(epsilon)));

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters)
        {
            if (parameter.Unconstrained.grad is not { } gradient) continue;
            moments.Step(parameter, gradient, learningRate * LearningRateFactor, clip: double.PositiveInfinity);
            parameter.Unconstrained.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => moments.Dispose();

    /// <inheritdoc/>
    protected override void SaveOwn(SavedState state) => moments.Save(state);

    /// <inheritdoc/>
    protected override Action RestoreOwn(SavedState state) => moments.Restore(state);
}
