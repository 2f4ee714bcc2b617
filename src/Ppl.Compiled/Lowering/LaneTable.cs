namespace Ppl.Compilation;

/// <summary>Finds lanes by their content: a hash table that goes on at the next slot where one is taken, and is at most three quarters full.</summary>
/// <param name="items">All items; the table has the numbers of those that are lanes.</param>
internal sealed class LaneTable(List<Item> items)
{
    private long[] slots = new long[64];          // above a lane's hash, below its number counted from 1; 0 where there is none
    private int count;

    /// <summary>Makes room for so many lanes.</summary>
    public void Expect(int lanes)
    {
        int length = slots.Length;
        while (3L * length < 4L * lanes) length *= 2;
        if (length > slots.Length) Grow(length);
    }

    /// <summary>The lane of a content; null if there is none.</summary>
    public Lane? Find(in Content content)
    {
        long[] slots = this.slots;
        int hash = content.Hash, last = slots.Length - 1;
        for (int at = hash & last; slots[at] != 0; at = (at + 1) & last)
        {
            long slot = slots[at];
            if ((int)(slot >> 32) == hash && items[(int)slot - 1] is Lane lane && lane.Content.Is(content)) return lane;
        }
        return null;
    }

    /// <summary>Adds a lane whose content is not there.</summary>
    public void Add(Lane lane, in Content content)
    {
        if (4L * ++count > 3L * slots.Length) Grow(2 * slots.Length);
        Put(((long)content.Hash << 32) | (uint)(lane.Id + 1));
    }

    private void Put(long slot)
    {
        long[] slots = this.slots;
        int last = slots.Length - 1, at = (int)(slot >> 32) & last;
        while (slots[at] != 0) at = (at + 1) & last;
        slots[at] = slot;
    }

    private void Grow(int length)
    {
        long[] old = slots;
        slots = new long[length];
        foreach (long slot in old)
            if (slot != 0) Put(slot);
    }
}
