namespace Ppl.Infer;

/// <summary>
/// Adam with each element of a gradient clipped to ±clip first, and a learning rate that decays by a factor a step: the
/// settings of Pyro's optimiser of this name.
/// </summary>
/// <param name="learningRate">α at the first step.</param>
/// <param name="beta1">β₁: the decay of the mean.</param>
/// <param name="beta2">β₂: the decay of the mean square.</param>
/// <param name="epsilon">ε: added to the root of the mean square.</param>
/// <param name="clip">The largest size of an element of a gradient; <see cref="double.PositiveInfinity"/> clips none.</param>
/// <param name="decay">α is multiplied by it after each step; at most 1.</param>
public sealed class ClippedAdam(
    double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double clip = 10, double decay = 1) : UpdateRule(learningRate)
{
    private readonly double clip = clip > 0 ? clip : throw new ArgumentOutOfRangeException(nameof(clip), clip, "A positive number is needed.");
    private readonly double decay = decay is > 0 and <= 1
        ? decay
        : throw new ArgumentOutOfRangeException(nameof(decay), decay, "A decay lies above 0 and is at most 1.");
    private readonly AdamMoments moments = new(beta1, beta2, epsilon);

    private double decayed = 1;

    private protected override IReadOnlyList<(string Name, double Value)> Settings => [("clip", clip)];

    private protected override IReadOnlyList<IParamMemory> Memory => [moments];

    private protected override bool MovesByRate => true;

    /// <inheritdoc/>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        base.Step(parameters);
        decayed *= decay;
    }

    private protected override void Update(StoredParam parameter, Tensor g, double rate) => moments.Step(parameter, g, rate * decayed, clip);

    /// <inheritdoc/>
    protected override void SaveOwn(SavedState state)
    {
        base.SaveOwn(state);
        state.Add("decayed", decayed);
    }

    /// <inheritdoc/>
    protected override Action RestoreOwn(SavedState state)
    {
        double saved = state.Number("decayed");
        if (saved is not (>= 0 and <= 1)) throw Error.StateDiffers(FormattableString.Invariant($"its learning rate has decayed to {saved} of the first"));
        return base.RestoreOwn(state) + (() => decayed = saved);
    }
}
