namespace Ppl.Infer;

/// <summary>Settings of <see cref="LaplaceApproximation"/>.</summary>
public sealed record LaplaceOptions
{
    /// <summary>How the mode is found; its seed is that of the draws too. The defaults of <see cref="MapOptions"/>.</summary>
    public MapOptions Map { get; init; } = new();

    /// <summary>How many draws to make. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Draws { get; init => field = McmcOptions.AtLeast(1, value, nameof(Draws)); } = 1000;
}
