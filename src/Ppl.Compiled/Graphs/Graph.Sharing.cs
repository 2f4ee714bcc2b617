using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    // By hash, the shape or the map (alone) of that hash that was used last. The steps of a loop have the same ones over and over: their nodes share them, for
    // what hundreds of thousands of nodes keep is what collections of garbage take their time for.
    private readonly ImmutableArray<int>[] lastShapes = new ImmutableArray<int>[32];
    private readonly ImmutableArray<IndexMap>[] lastMaps = new ImmutableArray<IndexMap>[32];

    private ImmutableArray<int> Shared(ImmutableArray<int> shape)
    {
        int hash = shape.Length;
        foreach (int length in shape) hash = 31 * hash + length;
        ref ImmutableArray<int> known = ref lastShapes[SlotOf(hash)];
        if (known.IsDefault || !known.AsSpan().SequenceEqual(shape.AsSpan())) known = shape;
        return known;
    }

    private ImmutableArray<IndexMap> Shared(IndexMap map)
    {
        ref ImmutableArray<IndexMap> known = ref lastMaps[SlotOf(map.GetHashCode())];
        if (known.IsDefault || !known[0].Equals(map)) known = [map];
        return known;
    }

    private ImmutableArray<IndexMap> Shared(ReadOnlySpan<IndexMap> maps)
    {
        if (maps.Length == 1) return Shared(maps[0]);
        var shared = new IndexMap[maps.Length];
        for (int i = 0; i < shared.Length; i++) shared[i] = Shared(maps[i])[0];
        return ImmutableCollectionsMarshal.AsImmutableArray(shared);
    }

    // The upper bits of a product depend on all of the hash; five of them are a slot.
    private static int SlotOf(int hash) => (int)((uint)hash * 0x9E3779B1 >> 27);
}
