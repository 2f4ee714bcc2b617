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

    /// <summary>What stands at 1, 2, 3 and so on, where that is names and not numbers.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public string Label => Unit.Length == 0 ? Name : $"{Name} ({Unit})";

    /// <summary>From one number to another, with at most about so many ticks.</summary>
    public Scale Scale(double low, double high, int ticks) =>
        Names.Count > 0 ? Examples.Scale.Named(Names, low, high, ticks) : Examples.Scale.Between(low, high, ticks, Counts ? 1 : 0);
}
