using TorchSharp.Modules;

namespace Ppl.Infer;

/// <summary>
/// Any first-order optimiser of TorchSharp: <c>new TorchOptimizer(p => torch.optim.RMSProp(p, 0.01))</c>. Parameters that a step
/// meets for the first time get an optimiser of their own, made by the same recipe.
/// </summary>
/// <param name="create">Makes an optimiser for some parameters; closures (L-BFGS) are not supported.</param>
public sealed class TorchOptimizer(Func<IEnumerable<Parameter>, torch.optim.Optimizer> create) : Optimizer
{
    private readonly HashSet<StoredParam> known = [];
    private readonly List<torch.optim.Optimizer> optimizers = [];

    /// <summary>The optimisers made so far, for TorchSharp's learning-rate schedulers.</summary>
    public IReadOnlyList<torch.optim.Optimizer> Optimizers => optimizers;

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        Parameter[] fresh = [.. parameters.Where(known.Add).Select(parameter => parameter.Leaf)];
        if (fresh.Length > 0) optimizers.Add(create(fresh));
        foreach (torch.optim.Optimizer optimizer in optimizers) optimizer.step();
        foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad = null;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        optimizers.ForEach(optimizer => optimizer.Dispose());
        optimizers.Clear();
        known.Clear();
    }

}
