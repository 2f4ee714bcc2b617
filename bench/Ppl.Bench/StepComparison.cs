namespace Ppl.Bench;

/// <summary>A step of an engine beside the same tensor operations by hand.</summary>
internal abstract class StepComparison(int warmUp, int repetitions) : Comparison
{
    public override PairedRatio Measure()
    {
        for (int i = 0; i < warmUp; i++)
        {
            StepOfEngine();
            StepByHand();
        }
        return PairedRatio.Measure(() => PairedRatio.Time(StepOfEngine, repetitions), () => PairedRatio.Time(StepByHand, repetitions));
    }

    /// <summary>Returns the loss.</summary>
    protected abstract double StepOfEngine();

    /// <summary>Returns the loss.</summary>
    protected abstract double StepByHand();
}
