namespace Ppl.Infer;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012), as PyTorch's: v ← ρv + (1-ρ)g², u ← µu + g / (√v + ε), θ ← θ - αu. Centred, the variance
/// v - m² takes the place of v, with m ← ρm + (1-ρ)g (Graves 2013, eq. 38 to 41).
/// </summary>
/// <param name="learningRate">α: about the most that an element moves in a step.</param>
/// <param name="decay">ρ: of the mean square.</param>
/// <param name="epsilon">ε: added to the root.</param>
/// <param name="momentum">µ.</param>
/// <param name="centered">Whether to divide by the standard deviation of the gradients, not by the root of their mean square.</param>
/// <param name="weightDecay">λ of a penalty λ‖θ‖²/2 on the unconstrained values.</param>
public sealed class RmsProp(
    double learningRate = 0.01, double decay = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false, double weightDecay = 0)
    : UpdateRule(learningRate, weightDecay)
{
    private readonly double decay = RequireFraction(decay, nameof(decay));
    private readonly double epsilon = RequirePositive(epsilon, nameof(epsilon));
    private readonly double momentum = RequireFraction(momentum, nameof(momentum));
    private readonly Moment square = new("square"), mean = new("mean"), velocity = new("velocity");

    private protected override IReadOnlyList<(string Name, double Value)> Settings =>
        [("decay", decay), ("epsilon", epsilon), ("momentum", momentum), ("centered", centered ? 1 : 0)];

    private protected override IReadOnlyList<IParamMemory> Memory => [square, mean, velocity];

    private protected override bool MovesByRate => true;

    private protected override void Update(StoredParam parameter, Tensor g, double rate)
    {
        Tensor root = Variance(parameter, g).sqrt().add_(epsilon);
        if (momentum == 0) parameter.Unconstrained.addcdiv_(g, root, -rate);
        else parameter.Unconstrained.add_(velocity.Of(parameter).mul_(momentum).addcdiv_(g, root, 1), -rate);
    }

    private Tensor Variance(StoredParam parameter, Tensor g)
    {
        Tensor v = square.Of(parameter).mul_(decay).addcmul_(g, g, 1 - decay);
        if (!centered) return v;
        Tensor m = mean.Of(parameter).mul_(decay).add_(g, 1 - decay);
        // Where gradients hardly change, rounding takes the difference below 0.
        return v.addcmul(m, m, -1).clamp_min(0);
    }
}
