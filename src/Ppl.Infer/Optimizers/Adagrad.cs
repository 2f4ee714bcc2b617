namespace Ppl.Infer;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011, the diagonal form), as PyTorch's: s ← s + g², θ ← θ - αg / (√s + ε). Steps shrink with the
/// gradients that there have been, so that rarely met elements keep large ones.
/// </summary>
/// <param name="learningRate">α: how far an element moves in its first step.</param>
/// <param name="epsilon">ε: added to the root.</param>
/// <param name="weightDecay">λ of a penalty λ‖θ‖²/2 on the unconstrained values.</param>
public sealed class Adagrad(double learningRate = 0.01, double epsilon = 1e-10, double weightDecay = 0) : UpdateRule(learningRate, weightDecay)
{
    private readonly double epsilon = RequirePositive(epsilon, nameof(epsilon));
    private readonly Moment sum = new("sum of squares");

    private protected override IReadOnlyList<(string Name, double Value)> Settings => [("epsilon", epsilon)];

    private protected override IReadOnlyList<IParamMemory> Memory => [sum];

    private protected override void Update(StoredParam parameter, Tensor g, double rate)
    {
        Tensor s = sum.Of(parameter).addcmul_(g, g, 1);
        parameter.Unconstrained.addcdiv_(g, s.sqrt().add_(epsilon), -rate);
    }
}
