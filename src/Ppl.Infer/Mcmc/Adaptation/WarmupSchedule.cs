using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// When a warm-up adapts what: the step size throughout; the metric at the end of each window, from the draws of that window (Stan reference manual,
/// "Automatic parameter tuning").
/// </summary>
/// <remarks>
/// First a stretch in which chains find the bulk of the target, then windows of doubling length, the last of which takes in what would not fill another, then a stretch for the step
/// size alone: 75, 25 + 50 + 100 + 200 + 500, and 50 of 1,000 draws. Where that does not fit: 15 %, one window, and 10 %. Below 20 draws the metric stays as it is.
/// </remarks>
public sealed record WarmupSchedule
{
    private const int First = 75, Base = 25, Last = 50, Least = 20;

    /// <summary>The schedule of a warm-up.</summary>
    /// <param name="length">How many draws it takes.</param>
    public WarmupSchedule(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        (int first, int window, int last) = First + Base + Last <= length ? (First, Base, Last) : ((int)(0.15 * length), 0, (int)(0.1 * length));
        if (length < Least) return;
        Windows = [.. Doubling(first, length - last, window)];
    }

    /// <summary>How many draws it takes.</summary>
    public int Length { get; }

    /// <summary>The windows in which the metric is learnt, one after another; empty where it is not.</summary>
    public ImmutableArray<WarmupWindow> Windows { get; } = [];

    /// <summary>The window that a draw, counted from 0, is in; null where it is in none.</summary>
    public WarmupWindow? WindowAt(int draw)
    {
        foreach (WarmupWindow window in Windows)
            if (draw >= window.Start && draw < window.End) return window;
        return null;
    }

    /// <param name="start">Where the first window begins.</param>
    /// <param name="end">Where the last one ends.</param>
    /// <param name="length">That of the first; 0: one window.</param>
    private static IEnumerable<WarmupWindow> Doubling(int start, int end, int length)
    {
        for (bool isFirst = true; length > 0 && (isFirst ? start + length < end : start + (3 * length) <= end); isFirst = false)
        {
            yield return new WarmupWindow(start, start + length);
            start += length;
            length *= 2;
        }
        yield return new WarmupWindow(start, end);
    }
}

/// <summary>Draws of a warm-up from which a metric is learnt.</summary>
/// <param name="Start">The first of them, counted from 0.</param>
/// <param name="End">The one after the last.</param>
public readonly record struct WarmupWindow(int Start, int End);
