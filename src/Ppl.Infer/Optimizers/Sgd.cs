namespace Ppl.Infer;

/// <summary>
/// Gradient descent with momentum, as PyTorch's: u ← µu + g (at first u = 0), θ ← θ - αu (Polyak 1964); in Nesterov's form θ ← θ - α(g + µu)
/// (Sutskever, Martens, Dahl and Hinton 2013, eq. 3 and 4, with θ for the point at which the gradient is taken).
/// </summary>
/// <param name="learningRate">α.</param>
/// <param name="momentum">µ; 0 is plain gradient descent.</param>
/// <param name="nesterov">Whether to step by where the velocity will be.</param>
/// <param name="weightDecay">λ of a penalty λ‖θ‖²/2 on the unconstrained values.</param>
public sealed class Sgd(double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0) : UpdateRule(learningRate, weightDecay)
{
    private readonly double momentum = RequireFraction(momentum, nameof(momentum));
    private readonly bool nesterov = !nesterov || momentum > 0
        ? nesterov
        : throw new ArgumentException("Nesterov's form takes a momentum above 0.", nameof(nesterov));
    private readonly Moment velocity = new("velocity");

    private protected override IReadOnlyList<(string Name, double Value)> Settings => [("momentum", momentum), ("nesterov", nesterov ? 1 : 0)];

    private protected override IReadOnlyList<IParamMemory> Memory => [velocity];

    private protected override void Update(StoredParam parameter, Tensor g, double rate) => parameter.Unconstrained.add_(Direction(parameter, g), -rate);

    private Tensor Direction(StoredParam parameter, Tensor g)
    {
        if (momentum == 0) return g;
        Tensor u = velocity.Of(parameter).mul_(momentum).add_(g);
        return nesterov ? g.add(u, momentum) : u;
    }
}
