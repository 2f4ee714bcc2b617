namespace Ppl.Bench;

/// <summary>Two actions in this process, repeated for as long as the clock needs.</summary>
internal abstract class StepComparison(int warmUp, int repetitions) : Comparison
{
    public abstract void A();

    public abstract void B();

    public override PairedRatio Measure()
    {
        for (int i = 0; i < warmUp; i++)
        {
            A();
            B();
        }
        return PairedRatio.Measure(() => PairedRatio.Time(A, repetitions), () => PairedRatio.Time(B, repetitions));
    }
}
