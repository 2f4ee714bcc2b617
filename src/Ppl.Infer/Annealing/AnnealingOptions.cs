namespace Ppl.Infer;

/// <summary>Settings of <see cref="AnnealedImportance"/>.</summary>
public sealed record AnnealingOptions
{
    /// <summary>How many chains, side by side; each gives one weight. Default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int Chains { get; init => field = AtLeast(2, value, nameof(Chains)); } = 100;

    /// <summary>How many distributions lead from the prior to the posterior: the more, the more equal the weights. Default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Temperatures { get; init => field = AtLeast(1, value, nameof(Temperatures)); } = 100;

    /// <summary>How many leapfrog steps a move takes. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int LeapfrogSteps { get; init => field = AtLeast(1, value, nameof(LeapfrogSteps)); } = 5;

    /// <summary>How many moves at each temperature. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Moves { get; init => field = AtLeast(1, value, nameof(Moves)); } = 1;

    /// <summary>The power of the ladder β_t = (t / T)^power: above 1, steps are shorter near the prior, where the likelihood differs most. Default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double LadderPower
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(LadderPower), value, "A positive number is needed.");
    } = 3;

    private static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"At least {least} is needed.");
}
