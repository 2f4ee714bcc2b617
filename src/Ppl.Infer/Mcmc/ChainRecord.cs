namespace Ppl.Infer;

/// <summary>The draws of a chain, with what is told of each, as they come.</summary>
internal sealed class ChainRecord
{
    private readonly int size;
    private readonly double[] numbers;

    /// <param name="size">How many numbers a draw has: those of the position, and of discrete latents that are not summed out.</param>
    /// <param name="draws">How many draws there is room for.</param>
    /// <param name="blocks">How many kernels move blocks.</param>
    public ChainRecord(int size, int draws, int blocks = 0)
    {
        (this.size, numbers) = (size, new double[size * draws]);
        (LogDensity, Energy, Acceptance, StepSize) = (new double[draws], new double[draws], new double[draws], new double[draws]);
        (IsDivergent, Depth, Leapfrogs) = (new bool[draws], new int[draws], new int[draws]);
        Blocks = [.. Enumerable.Range(0, blocks).Select(_ => new ChainRecord(0, draws))];
    }

    /// <summary>How many draws there are.</summary>
    public int Count { get; private set; }

    public double[] LogDensity { get; }

    public double[] Energy { get; }

    public double[] Acceptance { get; }

    public double[] StepSize { get; }

    public bool[] IsDivergent { get; }

    public int[] Depth { get; }

    public int[] Leapfrogs { get; }

    /// <summary>What is told of the blocks' steps, which have no draws of their own.</summary>
    public IReadOnlyList<ChainRecord> Blocks { get; }

    /// <summary>The numbers of a draw.</summary>
    public ReadOnlySpan<double> this[int draw] => Memory(draw).Span;

    /// <summary>The same, to be kept.</summary>
    public ReadOnlyMemory<double> Memory(int draw) => numbers.AsMemory(draw * size, size);

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

    /// <summary>Adds the draws so far.</summary>
    public void Save(SavedState state)
    {
        state.Add("numbers", numbers[..(Count * size)]);
        state.Add("log density", LogDensity[..Count]);
        state.Add("energy", Energy[..Count]);
        state.Add("acceptance", Acceptance[..Count]);
        state.Add("step size", StepSize[..Count]);
        state.Add("divergent", [.. IsDivergent[..Count].Select(isDivergent => isDivergent ? 1L : 0)]);
        state.Add("depth", [.. Depth[..Count].Select(depth => (long)depth)]);
        state.Add("leapfrogs", [.. Leapfrogs[..Count].Select(count => (long)count)]);
        for (int i = 0; i < Blocks.Count; i++) Blocks[i].Save(state.Part($"block {i}"));
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else, or there is no room for its draws.</exception>
    public void Restore(SavedState state)
    {
        double[] logDensities = state.Numbers("log density");
        if (logDensities.Length > LogDensity.Length) throw Error.StateDiffers($"it has {logDensities.Length} draws of a chain, here {LogDensity.Length} are wanted");
        Count = logDensities.Length;
        Read(logDensities, LogDensity, 1);
        Read(state.Numbers("numbers"), numbers, size);
        Read(state.Numbers("energy"), Energy, 1);
        Read(state.Numbers("acceptance"), Acceptance, 1);
        Read(state.Numbers("step size"), StepSize, 1);
        Read([.. state.Integers("divergent").Select(number => number != 0)], IsDivergent, 1);
        Read([.. state.Integers("depth").Select(number => (int)number)], Depth, 1);
        Read([.. state.Integers("leapfrogs").Select(number => (int)number)], Leapfrogs, 1);
        for (int i = 0; i < Blocks.Count; i++) Blocks[i].Restore(state.Part($"block {i}"));
    }

    private void Read<T>(T[] saved, T[] column, int perDraw)
    {
        if (saved.Length != Count * perDraw) throw Error.StateDiffers($"one of its tables is not of {Count} draws");
        saved.CopyTo(column, 0);
    }
}
