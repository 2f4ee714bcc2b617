using TorchSharp.Modules;

namespace Ppl.Infer;

/// <summary>
/// Any first-order optimiser of TorchSharp: <c>new TorchOptimizer(p => torch.optim.RMSProp(p, 0.01))</c>. Parameters that a step
/// meets for the first time get an optimiser of their own, made by the same recipe.
/// </summary>
/// <remarks>
/// <see cref="Optimizer.LearningRateFactor"/> multiplies each group's rate for the time of a step, so that TorchSharp's schedulers
/// work as ever and the two compose. The state cannot be saved: TorchSharp's is keyed on the order in which parameters came.
/// </remarks>
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
        foreach (torch.optim.Optimizer optimizer in optimizers) StepAtRate(optimizer);
        foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad = null;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        optimizers.ForEach(optimizer => optimizer.Dispose());
        optimizers.Clear();
        known.Clear();
    }

    /// <summary>Refused.</summary>
    /// <exception cref="PplException">PPL314, always.</exception>
    protected override void SaveOwn(SavedState state) => throw CannotBeResumed();

    /// <summary>Refused.</summary>
    /// <exception cref="PplException">PPL314, always.</exception>
    protected override Action RestoreOwn(SavedState state) => throw CannotBeResumed();

    private void StepAtRate(torch.optim.Optimizer optimizer)
    {
        torch.optim.ILearningRateController[] groups = [.. optimizer.ParamGroups];
        double[] rates = [.. groups.Select(group => group.LearningRate)];
        foreach (torch.optim.ILearningRateController group in groups) group.LearningRate *= LearningRateFactor;
        try
        {
            optimizer.step();
        }
        finally
        {
            foreach ((torch.optim.ILearningRateController group, double rate) in groups.Zip(rates)) group.LearningRate = rate;
        }
    }

    private static PplException CannotBeResumed() => Error.Options(
        "a run with TorchOptimizer cannot be saved: the optimisers of TorchSharp do not say which parameter their state is of",
        "optimise with one of Ppl's own (Adam, AdamW, ClippedAdam, Sgd, RmsProp, Adagrad), or save the parameters alone.");
}
