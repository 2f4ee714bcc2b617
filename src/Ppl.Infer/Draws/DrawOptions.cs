namespace Ppl.Infer;

/// <summary>How programs are run for many draws.</summary>
public sealed record DrawOptions
{
    /// <summary>
    /// How many draws to run side by side at most, along a batch dim to the left of the programs' plates: the more, the faster and the larger
    /// the tensors. 1 runs them one after another, and so do programs that do not broadcast, whatever this says: a trial of two draws finds out.
    /// Default 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int AtOnce
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(AtOnce), value, "A positive number is needed.");
    } = 1000;

    internal static DrawOptions Default { get; } = new();
}
