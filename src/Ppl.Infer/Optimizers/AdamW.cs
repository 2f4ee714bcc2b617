namespace Ppl.Infer;

/// <summary>
/// Adam with the decay of the weights beside its step, not within its moments: θ ← (1 - αλ)θ, then Adam's step (Loshchilov and Hutter 2019,
/// algorithm 2, with α for the product of its η and α, as PyTorch's).
/// </summary>
/// <param name="learningRate">α: about the most that an element moves in a step.</param>
/// <param name="beta1">β₁: the decay of the mean.</param>
/// <param name="beta2">β₂: the decay of the mean square.</param>
/// <param name="epsilon">ε: added to the root of the mean square.</param>
/// <param name="weightDecay">λ. It pulls unconstrained values to 0: a positive parameter to 1. A resumed run may have another.</param>
public sealed class AdamW(
    double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01) : UpdateRule(learningRate)
{
    private readonly AdamMoments moments = new(beta1, beta2, epsilon);
    private readonly double weightDecay = RequireNotNegative(weightDecay, nameof(weightDecay));

    private protected override IReadOnlyList<IParamMemory> Memory => [moments];

    private protected override bool MovesByRate => true;

    private protected override void Update(StoredParam parameter, Tensor g, double rate)
    {
        parameter.Unconstrained.mul_(1 - (rate * weightDecay));
        moments.Step(parameter, g, rate, clip: double.PositiveInfinity);
    }
}
