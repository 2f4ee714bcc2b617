namespace Ppl;

/// <summary>The opening of a plate. Its value is the rows that the run looks at (Int64), or null when the plate is whole.</summary>
public sealed class PlateSite : Site
{
    private readonly bool hasGivenRows;

    internal PlateSite(string name, long size, long subsampleSize, int? dim, Tensor? rows = null) : base(name, rows)
    {
        (Size, SubsampleSize, Dim) = (size, subsampleSize, dim);
        hasGivenRows = rows is not null;
    }

    /// <summary>How many independent elements there are.</summary>
    public long Size { get; }

    /// <summary>How many of them this run looks at.</summary>
    public long SubsampleSize { get; }

    /// <summary>The batch dimension that the plate owns, counted from the right; null for a sequential plate, which owns none.</summary>
    public int? Dim { get; }

    /// <summary>The generator to draw the subsample with; null takes that of the innermost Seed.</summary>
    public Rng? Rng { get; set; }

    internal override string Description => $"plate \"{Name}\"";

    /// <summary>Takes over the subsample of an earlier plate of this name.</summary>
    /// <exception cref="PplException">PPL009 when the two differ in size, or the program gave this one other rows.</exception>
    internal void Follow(PlateSite earlier)
    {
        if (earlier.Size != Size || earlier.SubsampleSize != SubsampleSize) throw Error.PlateSizes(this, earlier);
        if (hasGivenRows && EffectStack.ChecksValues && !HasRowsOf(earlier)) throw Error.TwoSetsOfRows(this, earlier);
        Value ??= earlier.Value;
    }

    internal override void Resolve()
    {
        if (Value is not null || SubsampleSize == Size) return;
        Value = torch.tensor(Subset(Rng ?? EffectStack.RngFrom(Origin), Size, SubsampleSize));
    }

    private bool HasRowsOf(PlateSite earlier) =>
        ReferenceEquals(Value, earlier.Value) || PlateRows.ToArray(Value!).SequenceEqual(PlateRows.Of(earlier.Value, Size));

    /// <summary>A uniform subset in as many draws as it has elements (Bentley and Floyd 1987).</summary>
    private static long[] Subset(Rng rng, long size, long count)
    {
        var chosen = new HashSet<long>((int)count);
        for (long last = size - count; last < size; last++)
        {
            long element = rng.NextInt64(last + 1);
            if (!chosen.Add(element)) chosen.Add(last);
        }
        return [.. chosen];
    }

    internal override void Process(Handler handler) => handler.Process(this);

    internal override void Postprocess(Handler handler) => handler.Postprocess(this);
}
