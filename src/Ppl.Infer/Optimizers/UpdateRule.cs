namespace Ppl.Infer;

/// <summary>
/// An optimiser that changes each parameter by itself, all by one rule: from its value θ, its gradient g, the step size α, and what the rule
/// remembers of earlier gradients. All arithmetic is elementwise, on unconstrained values.
/// </summary>
public abstract class UpdateRule : Optimizer
{
    private const string WeightDecayName = "weight decay";

    private readonly double learningRate;
    private readonly double weightDecay;

    /// <param name="learningRate">α.</param>
    /// <param name="weightDecay">λ of the penalty λ‖θ‖²/2, whose gradient λθ is added to g. It pulls unconstrained values to 0: a positive parameter to 1.</param>
    private protected UpdateRule(double learningRate, double weightDecay = 0)
    {
        this.learningRate = RequirePositive(learningRate, nameof(learningRate));
        this.weightDecay = RequireNotNegative(weightDecay, nameof(weightDecay));
    }

    /// <summary>The numbers that a resumed run must share, by name: what the memory was made with.</summary>
    private protected virtual IReadOnlyList<(string Name, double Value)> Settings => [];

    /// <summary>What the rule remembers of each parameter; the rule owns it.</summary>
    private protected abstract IReadOnlyList<IParamMemory> Memory { get; }

    /// <summary>Whether an element moves by about the learning rate, however large its gradient.</summary>
    private protected virtual bool MovesByRate => false;

    private IEnumerable<(string Name, double Value)> AllSettings => [.. Settings, (WeightDecayName, weightDecay)];

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters)
        {
            if (parameter.Unconstrained.grad is not { } gradient) continue;
            Tensor g = weightDecay == 0 ? gradient : gradient.add(parameter.Unconstrained, weightDecay);
            Update(parameter, g, learningRate * LearningRateFactor);
            parameter.Unconstrained.grad = null;
        }
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        foreach (IParamMemory memory in Memory) memory.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose() => Forget();

    internal override double? StepSizeOf(StoredParam parameter) => MovesByRate ? learningRate : null;

    /// <summary>Changes θ and its memory in place. Runs under no_grad.</summary>
    /// <param name="parameter">Holds θ.</param>
    /// <param name="g">The gradient, that of the weight decay in it.</param>
    /// <param name="rate">α of this step.</param>
    private protected abstract void Update(StoredParam parameter, Tensor g, double rate);

    /// <inheritdoc/>
    protected override void SaveOwn(SavedState state)
    {
        foreach ((string name, double value) in AllSettings)
            if (value != 0) state.Add(name, value);
        foreach (IParamMemory memory in Memory) memory.Save(state);
    }

    /// <inheritdoc/>
    protected override Action RestoreOwn(SavedState state)
    {
        foreach ((string name, double value) in AllSettings) RequireSame(state, name, value);
        return Memory.Aggregate(static () => { }, (Action restore, IParamMemory memory) => restore + memory.Restore(state));
    }

    /// <remarks>A setting that is 0 is not saved: it is switched off.</remarks>
    internal static void RequireSame(SavedState state, string setting, double value)
    {
        double saved = state.Has(setting) ? state.Number(setting) : 0;
        if (!saved.Equals(value)) throw Error.StateDiffers(FormattableString.Invariant($"its optimiser's {setting} is {saved}, here it is {value}"));
    }
}
