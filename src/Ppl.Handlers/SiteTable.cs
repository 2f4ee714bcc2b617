using System.Collections;

namespace Ppl.Handlers;

/// <summary>The sites of a trace: in the order in which they were added, and found by name.</summary>
/// <remarks>Positions in a table with open addressing: a third of the bytes of a dictionary and a list, which every site of every run pays.</remarks>
internal sealed class SiteTable : IReadOnlyCollection<Site>
{
    private Site[] sites = new Site[16];

    /// <summary>By the hash of a name, and on from there: 1 + the position of the site; 0 where there is none. At most half full.</summary>
    private int[] slots = new int[32];

    public int Count { get; private set; }

    /// <summary>The site of a name; null when there is none.</summary>
    public Site? Find(string name) => PlaceOf(name) is >= 0 and int place ? sites[place] : null;

    /// <summary>How many sites were added before the one of a name; -1 when there is none.</summary>
    public int PlaceOf(string name) => slots[SlotOf(name)] - 1;

    /// <summary>Adds a site, unless its name is taken.</summary>
    /// <returns>The site that has the name; null when it was free.</returns>
    public Site? Add(Site site)
    {
        if (Count == sites.Length) Grow();
        ref int place = ref slots[SlotOf(site.Name)];
        if (place > 0) return sites[place - 1];
        sites[Count++] = site;
        place = Count;
        return null;
    }

    public IEnumerator<Site> GetEnumerator() => ((IEnumerable<Site>)new ArraySegment<Site>(sites, 0, Count)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where a name stands, or would.</summary>
    private int SlotOf(string name)
    {
        int slot = string.GetHashCode(name) & (slots.Length - 1);
        while (slots[slot] is > 0 and int place && sites[place - 1].Name != name) slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref sites, 2 * sites.Length);
        slots = new int[2 * sites.Length];
        for (int i = 0; i < Count; i++) slots[SlotOf(sites[i].Name)] = i + 1;
    }
}
