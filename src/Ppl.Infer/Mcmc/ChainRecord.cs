namespace Ppl.Infer;

/// <summary>The draws of a chain, with what is told of each, as they come.</summary>
/// <param name="dimension">How many numbers a position has.</param>
/// <param name="draws">How many draws there is room for.</param>
internal sealed class ChainRecord(int dimension, int draws)
{
    private readonly double[] positions = new double[dimension * draws];

    /// <summary>How many draws there are.</summary>
    public int Count { get; private set; }

    public double[] LogDensity { get; } = new double[draws];

    public double[] Energy { get; } = new double[draws];

    public double[] Acceptance { get; } = new double[draws];

    public double[] StepSize { get; } = new double[draws];

    public bool[] IsDivergent { get; } = new bool[draws];

    public int[] Depth { get; } = new int[draws];

    public int[] Leapfrogs { get; } = new int[draws];

    /// <summary>The position of a draw.</summary>
    public ReadOnlySpan<double> this[int draw] => positions.AsSpan(draw * dimension, dimension);

    public void Add(PhasePoint state, Transition step, double stepSize)
    {
        state.Position.CopyTo(positions.AsSpan(Count * dimension));
        LogDensity[Count] = state.LogDensity;
        Energy[Count] = step.Energy;
        Acceptance[Count] = step.Acceptance;
        StepSize[Count] = stepSize;
        IsDivergent[Count] = step.IsDivergent;
        Depth[Count] = step.Depth;
        Leapfrogs[Count] = step.Leapfrogs;
        Count++;
    }
}
