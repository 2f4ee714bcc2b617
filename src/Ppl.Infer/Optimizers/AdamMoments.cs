namespace Ppl.Infer;

/// <summary>
/// Adam's running moments for each parameter, and its step (Kingma and Ba 2015, algorithm 1, in the order of section 2):
/// m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², θ ← θ - α √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε√(1-β₂ᵗ)).
/// </summary>
internal sealed class AdamMoments(double beta1, double beta2, double epsilon) : IDisposable
{
    private readonly Dictionary<StoredParam, State> states = [];

    /// <summary>Changes one parameter in place. Runs under no_grad.</summary>
    public void Step(StoredParam parameter, Tensor gradient, double learningRate)
    {
        if (!states.TryGetValue(parameter, out State? state)) states.Add(parameter, state = new State(parameter.Unconstrained));
        state.Steps++;
        state.Mean.mul_(beta1).add_(gradient, 1 - beta1);
        state.Square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        double correction = Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
        Tensor root = state.Square.sqrt().add_(epsilon * correction);
        parameter.Unconstrained.addcdiv_(state.Mean, root, -learningRate * correction / (1 - Math.Pow(beta1, state.Steps)));
    }

    public void Dispose()
    {
        foreach (State state in states.Values) state.Dispose();
        states.Clear();
    }

    private sealed class State(Tensor leaf) : IDisposable
    {
        public int Steps;

        public Tensor Mean { get; } = torch.zeros_like(leaf).DetachFromDisposeScope();

        public Tensor Square { get; } = torch.zeros_like(leaf).DetachFromDisposeScope();

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }
    }
}
