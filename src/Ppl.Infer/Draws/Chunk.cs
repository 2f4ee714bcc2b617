using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>Some of many draws: those that one run of the programs makes.</summary>
/// <param name="Start">The number of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Depth">How many dims on the right the programs' plates own; the draws lie to the left of them. Null: one draw, without a dim of its own.</param>
internal readonly record struct Chunk(int Start, int Count, int? Depth)
{
    /// <summary>The name of the draws' dim.</summary>
    public const string Name = "draws side by side";

    /// <summary>The plate to keep in sums, so that there is one number a draw.</summary>
    public string? KeepPlate => Depth is null ? null : Name;

    /// <summary>Values of single runs, listed along the first dim, as one run of the programs has them.</summary>
    /// <param name="listed">Shape: [<see cref="Count"/>] + that of a single run's value.</param>
    /// <param name="events">How many dims on the right are the event's.</param>
    public Tensor SideBySide(Tensor listed, int events) =>
        Depth is null ? listed.squeeze(0) : listed.reshape(Wide(Shape.Of(listed)[1..], events).ToArray());

    /// <summary>A value of one run of the programs as those of single runs, listed along the first dim.</summary>
    /// <param name="value">What the run has; along the draws' dim it may be as long as 1, or lack it.</param>
    /// <param name="single">The shape of a single run's value.</param>
    /// <param name="events">How many dims on the right are the event's.</param>
    /// <returns>Null when the value does not have the shape.</returns>
    public Tensor? Listed(Tensor value, Shape single, int events)
    {
        var shape = Shape.Of(value);
        if (Depth is null) return shape == single ? value.unsqueeze(0) : null;
        Shape wide = Wide(single, events);
        if (!Longer(shape).SequenceEqual(Longer(wide)) && !shape.BroadcastsTo(wide)) return null;
        Shape listed = [Count, .. single.ToArray()];
        return (shape.NumberOfElements == wide.NumberOfElements ? value : value.expand(wide.AsSpan())).reshape(listed.ToArray());
    }

    /// <summary>One number a draw.</summary>
    public double[] Numbers(Tensor total) => TensorText.ToDoubles(Depth is null || total.dim() > 0 ? total : total.expand([Count]));

    /// <summary>Makes the draws of this chunk side by side.</summary>
    public Broadcast? Copies => Depth is { } depth ? new Broadcast(Name, Count, -depth - 1) : null;

    /// <summary>The shape in one run of the programs of what has a given shape in a single run.</summary>
    public Shape Wide(Shape single, int events)
    {
        int between = Math.Max(Depth!.Value + events - single.Rank, 0);
        return [Count, .. Enumerable.Repeat(1L, between), .. single.ToArray()];
    }

    private static long[] Longer(Shape shape) => [.. shape.ToArray().Where(size => size != 1)];
}
