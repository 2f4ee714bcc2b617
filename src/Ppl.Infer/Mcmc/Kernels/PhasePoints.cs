namespace Ppl.Infer;

/// <summary>
/// The points that a trajectory remembers, made once: each is written once, whatever remembers it holds the very object, and when nothing does any more it is used again. So a step copies
/// no points, however many it takes.
/// </summary>
internal sealed class PhasePoints
{
    private readonly PhasePoint[] all, free;
    private int freeCount;

    /// <param name="dimension">How many numbers a position has.</param>
    /// <param name="count">How many points are remembered at any time, at most.</param>
    public PhasePoints(int dimension, int count)
    {
        all = [.. Enumerable.Range(0, count).Select(_ => new PhasePoint(dimension))];
        free = new PhasePoint[count];
        Clear();
    }

    /// <summary>Forgets all points.</summary>
    public void Clear()
    {
        all.AsSpan().CopyTo(free);
        freeCount = free.Length;
    }

    /// <summary>A point that nothing remembers yet.</summary>
    /// <param name="holders">How many will.</param>
    public PhasePoint Take(int holders)
    {
        PhasePoint point = free[--freeCount];
        point.Holders = holders;
        return point;
    }

    /// <summary>One that remembered it does no longer.</summary>
    public void Release(PhasePoint point)
    {
        if (--point.Holders == 0) free[freeCount++] = point;
    }
}
