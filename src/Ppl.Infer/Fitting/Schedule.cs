namespace Ppl.Infer;

/// <summary>
/// A factor of the learning rate, asked for before each step. A pure function of its argument: it remembers nothing, so that a resumed fit
/// goes on with the same factors.
/// </summary>
public delegate double Schedule(FitPosition position);

/// <summary>The place of a step in a fit.</summary>
/// <param name="Step">How many steps come before it, the skipped ones included.</param>
/// <param name="StepsPerEpoch">How many steps an epoch has.</param>
/// <param name="Epochs">How many epochs the fit is to have.</param>
/// <param name="History">The epochs that have ended.</param>
public readonly record struct FitPosition(long Step, long StepsPerEpoch, int Epochs, IReadOnlyList<FitEpoch> History)
{
    /// <summary>How many steps there are to be.</summary>
    public long Steps { get; init; } = StepsPerEpoch * Epochs;

    /// <summary>How many epochs come before the step, with the fraction of its own.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;

    /// <summary>How much of all steps comes before this one, from 0 to 1.</summary>
    public double Fraction => Step < Steps ? (double)Step / Steps : 1;

    /// <summary>The same place, counted from a later start: the steps before it, and the epochs that began before it, are left out.</summary>
    internal FitPosition After(long start) =>
        this with { Step = Step - start, Steps = Steps - start, History = [.. History.Skip((int)((start + StepsPerEpoch - 1) / StepsPerEpoch))] };
}
