using System.Numerics;

namespace Ppl.Compilation;

/// <summary>A stretch of a list: so many repetitions of as many steps as the period; 1 repetition where nothing is repeated.</summary>
internal sealed record Stretch(int Start, int Period, int Repetitions)
{
    public int Length => Period * Repetitions;
}

/// <summary>
/// Finds what a recursion leaves in a list: stretches in which the same kinds of steps come again and again. Stretches of equal kinds are compared by their hashes (polynomial, modulo
/// 2⁶⁴), so that the work is about linear in the list's length.
/// </summary>
internal sealed class Repetition
{
    /// <summary>Fewer repetitions are no loop.</summary>
    public const int Fewest = 8;

    /// <summary>Shorter stretches are left as they are.</summary>
    public const int Shortest = 200;

    private const ulong Base = 0x9E3779B97F4A7C15;
    private const int MostCandidates = 8;
    private const double ClearlyLonger = 1.2;

    private readonly int[] kinds;
    private readonly ulong[] hashes;        // of the first kinds
    private readonly ulong[] powers;
    private readonly int[][] alike;         // for each length of a window, where the window that begins here comes next; -1 where it does not

    private Repetition(int[] kinds)
    {
        this.kinds = kinds;
        (hashes, powers) = (new ulong[kinds.Length + 1], new ulong[kinds.Length + 1]);
        powers[0] = 1;
        for (int i = 0; i < kinds.Length; i++)
        {
            hashes[i + 1] = hashes[i] * Base + (ulong)kinds[i] + 1;
            powers[i + 1] = powers[i] * Base;
        }
        // Long windows tell steps apart that begin alike.
        int[] last = new int[BitOperations.RoundUpToPowerOf2((uint)hashes.Length * 4 / 3)];
        alike = [NextAlike(8, last), NextAlike(64, last), NextAlike(512, last)];
    }

    /// <summary>The stretches of a list of kinds, in order; together they are the list.</summary>
    public static List<Stretch> Find(int[] kinds)
    {
        if (kinds.Length < Shortest) return kinds.Length == 0 ? [] : [new(0, kinds.Length, 1)];
        return new Repetition(kinds).Stretches();
    }

    private List<Stretch> Stretches()
    {
        List<Stretch> stretches = [];
        int start = 0, i = 0;
        while (i < kinds.Length)
        {
            if (Longest(i) is not { Length: >= Shortest } found || !Holds(found))
            {
                i++;
                continue;
            }
            if (start < i) stretches.Add(new(start, i - start, 1));
            stretches.Add(found);
            start = i += found.Length;
        }
        if (start < kinds.Length) stretches.Add(new(start, kinds.Length - start, 1));
        return stretches;
    }

    // Of the periods that begin at i the one that lasts longest; the shortest of those that last about as long.
    private Stretch? Longest(int i)
    {
        Stretch? best = null;
        foreach (int[] next in alike)
        {
            int j = next[i];
            for (int candidate = 0; candidate < MostCandidates && j >= 0 && i + Fewest * (j - i) <= kinds.Length; candidate++, j = next[j])
            {
                int period = j - i, least = (Fewest - 1) * period;
                if (Hash(i, least) != Hash(j, least)) continue;
                int low = least, high = kinds.Length - j;
                while (low < high)
                {
                    int middle = (low + high + 1) / 2;
                    (low, high) = Hash(i, middle) == Hash(j, middle) ? (middle, high) : (low, middle - 1);
                }
                var stretch = new Stretch(i, period, low / period + 1);
                if (best is null || stretch.Length > ClearlyLonger * best.Length || (stretch.Length >= best.Length && period < best.Period)) best = stretch;
            }
        }
        return best;
    }

    private bool Holds(Stretch stretch) =>
        kinds.AsSpan(stretch.Start, stretch.Length - stretch.Period).SequenceEqual(kinds.AsSpan(stretch.Start + stretch.Period, stretch.Length - stretch.Period));

    private ulong Hash(int start, int length) => hashes[start + length] - hashes[start] * powers[length];

    // The second array is a hash table of the windows: where each was last met, counted from 1, at the slot of its hash or the next that was free.
    private int[] NextAlike(int window, int[] last)
    {
        int[] next = new int[hashes.Length];
        Array.Fill(next, -1);
        Array.Clear(last);
        int shift = 64 - BitOperations.Log2((uint)last.Length);
        for (int i = kinds.Length - window; i >= 0; i--)
        {
            ulong hash = Hash(i, window);
            int slot = (int)(hash * Base >> shift);
            while (last[slot] > 0 && Hash(last[slot] - 1, window) != hash) slot = (slot + 1) & (last.Length - 1);
            next[i] = last[slot] - 1;
            last[slot] = i + 1;
        }
        return next;
    }
}
