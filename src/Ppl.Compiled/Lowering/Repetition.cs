namespace Ppl.Compilation;

/// <summary>A stretch of a list: so many repetitions of as many steps as the period; 1 repetition where nothing is repeated.</summary>
internal readonly record struct Stretch(int Start, int Period, int Repetitions)
{
    public int Length => Period * Repetitions;
}

/// <summary>
/// Finds what a recursion leaves in a list: stretches in which the same kinds of steps come again and again. Stretches of equal kinds are compared by their hashes (polynomial, modulo
/// 2⁶⁴), so that the work is about linear in the list's length.
/// </summary>
internal static class Repetition
{
    /// <summary>Fewer repetitions are no loop.</summary>
    public const int Fewest = 8;

    /// <summary>Shorter stretches are left as they are.</summary>
    public const int Shortest = 200;

    private const ulong Base = 0x9E3779B97F4A7C15;
    private const int MostCandidates = 8;
    private const double ClearlyLonger = 1.2;
    private static readonly int[] Windows = [8, 64, 512];        // long ones tell steps apart that begin alike

    /// <summary>The stretches of a list of kinds, in order; together they are the list.</summary>
    public static List<Stretch> Find(ReadOnlySpan<int> kinds)
    {
        List<Stretch> stretches = [];
        if (kinds.Length < Shortest) return kinds.IsEmpty ? [] : [new(0, kinds.Length, 1)];
        (ulong[] hashes, ulong[] powers) = HashesOf(kinds);
        int[][] next = [.. Windows.Select(window => NextAlike(hashes, powers, window))];
        int start = 0, i = 0;
        while (i < kinds.Length)
        {
            Stretch found = Longest(i, hashes, powers, next);
            if (found.Length < Shortest || !Holds(kinds, found))
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
    private static Stretch Longest(int i, ulong[] hashes, ulong[] powers, int[][] next)
    {
        int count = hashes.Length - 1;
        Stretch best = default;
        foreach (int[] alike in next)
        {
            int j = alike[i];
            for (int candidate = 0; candidate < MostCandidates && j >= 0 && i + Fewest * (j - i) <= count; candidate++, j = alike[j])
            {
                int period = j - i, least = (Fewest - 1) * period;
                if (Hash(i, least) != Hash(j, least)) continue;
                int low = least, high = count - j;
                while (low < high)
                {
                    int middle = (low + high + 1) / 2;
                    (low, high) = Hash(i, middle) == Hash(j, middle) ? (middle, high) : (low, middle - 1);
                }
                var stretch = new Stretch(i, period, low / period + 1);
                if (stretch.Length > ClearlyLonger * best.Length || (stretch.Length >= best.Length && period < best.Period)) best = stretch;
            }
        }
        return best;

        ulong Hash(int start, int length) => hashes[start + length] - hashes[start] * powers[length];
    }

    private static bool Holds(ReadOnlySpan<int> kinds, Stretch stretch) =>
        kinds.Slice(stretch.Start, stretch.Length - stretch.Period).SequenceEqual(kinds.Slice(stretch.Start + stretch.Period, stretch.Length - stretch.Period));

    // hashes[i] is of the first i kinds.
    private static (ulong[] Hashes, ulong[] Powers) HashesOf(ReadOnlySpan<int> kinds)
    {
        ulong[] hashes = new ulong[kinds.Length + 1], powers = new ulong[kinds.Length + 1];
        powers[0] = 1;
        for (int i = 0; i < kinds.Length; i++)
        {
            hashes[i + 1] = hashes[i] * Base + (ulong)kinds[i] + 1;
            powers[i + 1] = powers[i] * Base;
        }
        return (hashes, powers);
    }

    // Where the same window comes next; -1 where it does not.
    private static int[] NextAlike(ulong[] hashes, ulong[] powers, int window)
    {
        int[] next = new int[hashes.Length];
        Array.Fill(next, -1);
        var last = new Dictionary<ulong, int>(hashes.Length);
        for (int i = hashes.Length - 1 - window; i >= 0; i--)
        {
            ulong hash = hashes[i + window] - hashes[i] * powers[window];
            next[i] = last.GetValueOrDefault(hash, -1);
            last[hash] = i;
        }
        return next;
    }
}
