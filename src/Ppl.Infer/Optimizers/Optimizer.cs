namespace Ppl.Infer;

/// <summary>Changes parameters in place along their gradients, then drops the gradients. State is owned by the optimiser.</summary>
public abstract class Optimizer : IDisposable
{
    /// <summary>One step for the parameters that have a gradient; afterwards each gradient is null.</summary>
    public abstract void Step(IReadOnlyList<StoredParam> parameters);

    /// <summary>Frees the state.</summary>
    public abstract void Dispose();

    private protected static double RequirePositive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A positive, finite number is needed.");

    private protected static double RequireFraction(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A number from 0 to below 1 is needed.");
}
