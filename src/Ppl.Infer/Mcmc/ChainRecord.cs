namespace Ppl.Infer;

/// <summary>The draws of a chain, with what is told of each, as they come.</summary>
/// <param name="size">How many numbers a draw has: those of the position, and of discrete latents that are not summed out.</param>
/// <param name="draws">How many draws there is room for.</param>
internal sealed class ChainRecord(int size, int draws)
{
    private readonly double[] numbers = new double[size * draws];

    /// <summary>How many draws there are.</summary>
    public int Count { get; private set; }

    public double[] LogDensity { get; } = new double[draws];

    public double[] Energy { get; } = new double[draws];

    public double[] Acceptance { get; } = new double[draws];

    public double[] StepSize { get; } = new double[draws];

    public bool[] IsDivergent { get; } = new bool[draws];

    public int[] Depth { get; } = new int[draws];

    public int[] Leapfrogs { get; } = new int[draws];

    /// <summary>The numbers of a draw.</summary>
    public ReadOnlySpan<double> this[int draw] => numbers.AsSpan(draw * size, size);

    public void Add(ReadOnlySpan<double> draw, double logDensity, Transition step, double stepSize)
    {
        draw.CopyTo(numbers.AsSpan(Count * size));
        LogDensity[Count] = logDensity;
        Energy[Count] = step.Energy;
        Acceptance[Count] = step.Acceptance;
        StepSize[Count] = stepSize;
        IsDivergent[Count] = step.IsDivergent;
        Depth[Count] = step.Depth;
        Leapfrogs[Count] = step.Leapfrogs;
        Count++;
    }
}
