namespace Ppl.Examples;

/// <summary>What an axis shows.</summary>
/// <param name="Name">The quantity.</param>
/// <param name="Unit">Its unit; empty for a pure number.</param>
internal sealed record Axis(string Name, string Unit = "")
{
    /// <summary>Whether it counts: ticks are then whole numbers.</summary>
    public bool Counts { get; init; }

    /// <summary>
    /// Where the axis begins at the least. A line starts where it first comes above, and its later dips are cut off: the first steps of
    /// a bound would else flatten all that follows.
    /// </summary>
    public double Floor { get; init; } = double.NegativeInfinity;

    public string Label => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}
