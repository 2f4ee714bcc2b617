namespace Ppl;

/// <summary>The rows of a plate that a run looks at: how many they are, and whether they are rows of it.</summary>
internal static class PlateRows
{
    /// <summary>How many of a plate's elements a run looks at.</summary>
    /// <exception cref="PplException">PPL106 when there are fewer elements, or none is to be looked at.</exception>
    public static long Count(string plate, long size, long? subsample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        long count = subsample ?? size;
        return count > size || count < Math.Min(1, size) ? throw Error.SubsampleSize(plate, size, count) : count;
    }

    /// <summary>How many rows a program gave, once they have been checked.</summary>
    /// <exception cref="PplException">PPL112 for rows that are no list of Int64, lie outside the plate or are given twice; PPL106 for none, or too many.</exception>
    public static long Count(string plate, long size, Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.dim() != 1 || rows.dtype != torch.ScalarType.Int64) throw Error.RowsAreNoList(plate, rows);
        if (EffectStack.ChecksValues) Check(plate, size, ToArray(rows));
        return Count(plate, size, rows.size(0));
    }

    /// <summary>The rows of a plate's site; all of them where it is whole.</summary>
    public static long[] Of(Tensor? rows, long size)
    {
        if (rows is not null) return ToArray(rows);
        long[] all = new long[size];
        for (long i = 0; i < size; i++) all[i] = i;
        return all;
    }

    public static long[] ToArray(Tensor rows)
    {
        using TensorScope scope = TensorScope.Begin();
        using var elements = rows.cpu().contiguous().data<long>();
        return elements.ToArray();
    }

    private static void Check(string plate, long size, long[] rows)
    {
        var seen = new HashSet<long>(rows.Length);
        foreach (long row in rows)
        {
            if (row < 0 || row >= size) throw Error.RowOutside(plate, size, row);
            if (!seen.Add(row)) throw Error.RowTwice(plate, row);
        }
    }
}
