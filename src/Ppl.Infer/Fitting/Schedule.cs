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
    /// <summary>How many epochs come before the step, with the fraction of its own.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;
}
