namespace Ppl.Infer;

/// <summary>
/// Changes parameters in place along their gradients, then drops the gradients. The optimiser owns its state and keys it by the
/// parameters' names, so it serves one <see cref="ParamStore"/>.
/// </summary>
/// <remarks>
/// A saved state is restored into an optimiser of the same class and the same settings, save the learning rate and its decay: one
/// may go on at another rate, but moments that were taken with other settings would be moments of something else.
/// </remarks>
public abstract class Optimizer : IResumable, IDisposable
{
    /// <summary>The learning rate of a step is the optimiser's own times this: what a schedule sets before the step. Saved. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double LearningRateFactor
    {
        get;
        set => field = IsFactor(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LearningRateFactor), value, "A finite number that is not negative is needed.");
    } = 1;

    /// <summary>One step for the parameters that have a gradient; afterwards each gradient is null.</summary>
    /// <exception cref="PplException">PPL309: a parameter's restored state has another shape or dtype than the parameter.</exception>
    public abstract void Step(IReadOnlyList<StoredParam> parameters);

    /// <summary>
    /// Drops what it remembers of earlier gradients: the next step is as a first one. By default there is nothing to drop. A fit that ends by itself
    /// begins each of its stages so (docs/fitting.md).
    /// </summary>
    public virtual void Forget()
    {
    }

    /// <summary>
    /// About how far a step at a <see cref="LearningRateFactor"/> of 1 moves each element of a parameter, however large its gradient; null where
    /// that depends on the gradient.
    /// </summary>
    internal virtual double? StepSizeOf(StoredParam parameter) => null;

    /// <inheritdoc/>
    public void Save(SavedState state)
    {
        state.Add("kind", GetType().Name);
        state.Add("learning rate factor", LearningRateFactor);
        SaveOwn(state);
    }

    /// <inheritdoc/>
    public Action Restore(SavedState state)
    {
        string kind = state.Text("kind");
        if (kind != GetType().Name) throw Error.StateDiffers($"it was saved by {kind}, and is to be restored into {GetType().Name}");
        double factor = state.Number("learning rate factor");
        if (!IsFactor(factor)) throw Error.StateDiffers(FormattableString.Invariant($"its learning rate factor is {factor}"));
        Action restore = RestoreOwn(state);
        return () =>
        {
            LearningRateFactor = factor;
            restore();
        };
    }

    /// <summary>Frees the state.</summary>
    public abstract void Dispose();

    /// <summary>Adds what this class of optimiser keeps: the settings that a resumed run must share, and the state of each parameter.</summary>
    protected abstract void SaveOwn(SavedState state);

    /// <summary>Reads and checks what <see cref="SaveOwn"/> added, as <see cref="IResumable.Restore"/> does.</summary>
    protected abstract Action RestoreOwn(SavedState state);

    internal static double RequirePositive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A positive, finite number is needed.");

    internal static double RequireFraction(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A number from 0 to below 1 is needed.");

    internal static double RequireNotNegative(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A finite number from 0 on is needed.");

    private static bool IsFactor(double value) => double.IsFinite(value) && value >= 0;
}
