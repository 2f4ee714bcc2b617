namespace Ppl.Compilation;

/// <summary>Finds lanes by their content: a hash table that goes on at the next slot where one is taken, and is at most three quarters full.</summary>
/// <param name="items">All items; the table has the numbers of those that are lanes.</param>
internal sealed class LaneTable(List<Item> items)
{
    private int[] ids = Empty(64);
    private int[] hashes = new int[64];
    private int count;

    /// <summary>Makes room for so many lanes.</summary>
    public void Expect(int lanes)
    {
        int length = ids.Length;
        while (3L * length < 4L * lanes) length *= 2;
        if (length > ids.Length) Grow(length);
    }

    /// <summary>The lane of a content; null if there is none.</summary>
    public Lane? Find(in Content content)
    {
        int hash = content.Hash;
        for (int slot = hash & (ids.Length - 1); ids[slot] >= 0; slot = (slot + 1) & (ids.Length - 1))
            if (hashes[slot] == hash && items[ids[slot]] is Lane lane && lane.Content.Is(content)) return lane;
        return null;
    }

    /// <summary>Adds a lane whose content is not there.</summary>
    public void Add(Lane lane)
    {
        if (4L * ++count > 3L * ids.Length) Grow(2 * ids.Length);
        Put(lane.Id, lane.Content.Hash);
    }

    private void Put(int id, int hash)
    {
        int slot = hash & (ids.Length - 1);
        while (ids[slot] >= 0) slot = (slot + 1) & (ids.Length - 1);
        (ids[slot], hashes[slot]) = (id, hash);
    }

    private void Grow(int length)
    {
        (int[] oldIds, int[] oldHashes) = (ids, hashes);
        (ids, hashes) = (Empty(length), new int[length]);
        for (int i = 0; i < oldIds.Length; i++)
            if (oldIds[i] >= 0) Put(oldIds[i], oldHashes[i]);
    }

    private static int[] Empty(int length)
    {
        int[] ids = new int[length];
        Array.Fill(ids, -1);
        return ids;
    }
}
