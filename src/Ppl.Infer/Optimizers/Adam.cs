namespace Ppl.Infer;

/// <summary>Adam (Kingma and Ba 2015), as PyTorch's: one step size for each element, from running moments of its gradient.</summary>
/// <param name="learningRate">α: about the most that an element moves in a step.</param>
/// <param name="beta1">β₁: the decay of the mean.</param>
/// <param name="beta2">β₂: the decay of the mean square.</param>
/// <param name="epsilon">ε: added to the root of the mean square.</param>
public sealed class Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : UpdateRule(learningRate)
{
    private readonly AdamMoments moments = new(beta1, beta2, epsilon);

    private protected override IReadOnlyList<IParamMemory> Memory => [moments];

    private protected override bool MovesByRate => true;

    private protected override void Update(StoredParam parameter, Tensor g, double rate) => moments.Step(parameter, g, rate, clip: double.PositiveInfinity);
}
