namespace Ppl.Infer;

/// <summary>How often a model is simulated, and how strictly the result is judged.</summary>
public sealed record CalibrationOptions
{
    /// <summary>How many data sets are drawn, and posteriors sampled. Default 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Replications { get; init => field = Positive(value); } = 200;

    /// <summary>
    /// L, how many draws of each posterior are ranked: those at equal distances of all that the sampler gives. Ranks are uniform only if these are independent:
    /// let a Markov chain give several times as many. Default 99.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Draws { get; init => field = Positive(value); } = 99;

    /// <summary>How many bins the L + 1 ranks fall into, of equal width; a bin must be expected five times at least. Default 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Bins { get; init => field = Positive(value); } = 20;

    /// <summary>How often the whole assertion fails although sampler and model agree, at most. Default 1e-4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double FalseAlarm { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(FalseAlarm), value, "A probability between 0 and 1 is needed."); } = 1e-4;

    /// <summary>The seed, from which data and draws follow. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>In what a program draws where its tensors do not say. Default float64, as Markov chains ask for.</summary>
    public torch.ScalarType Dtype { get; init; } = torch.ScalarType.Float64;

    /// <summary>Where a program draws. Null, the default: the CPU.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>What the quantities are called; their numbers when null.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Sees that so many replications of so many draws fill the bins.</summary>
    internal void RequireBins(int replications, int draws)
    {
        if ((draws + 1) % Bins != 0) throw new ArgumentException($"{draws + 1} ranks are not {Bins} bins of equal width.");
        if (replications < 5 * Bins) throw new ArgumentException($"{replications} ranks are too few for {Bins} bins: {5 * Bins} are needed.");
    }

    private static int Positive(int value) => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A positive number is needed.");
}
