using System.Collections.Immutable;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>For each element of a shape, the source's element at the index that the map gives.</summary>
    internal Node Take(Node source, IndexMap map, ImmutableArray<int> shape)
    {
        if (map.Count != Node.CountOf(shape))
            throw new ArgumentException($"{map.Count} indices for the shape [{string.Join(", ", shape)}]", nameof(map));
        if (IsUniform(source, out double number)) return Constant(number, shape);
        if (source is Take inner && IndexMaps.Compose(map, inner.Map) is { } composed) return Take(inner.Source, composed, shape);
        if (map is TableMap table && !source.IsData) map = IndexMaps.Of(table.ToArray());
        if (map is StridedMap { IsIdentity: true } && source.Count == map.Count)
        {
            if (HasShape(source, shape)) return source;
            if (source is Constant constant) return Constant(constant.Elements, shape);
        }
        var take = new Take(nodes.Count, source, Shared(map)[0], Shared(shape));
        return take.IsData ? Fold(take) : Once(take);
    }

    /// <summary>The same elements in another shape.</summary>
    internal Node Reshape(Node source, ImmutableArray<int> shape) => HasShape(source, shape) ? source : Take(source, IndexMaps.Identity(source.Count), shape);

    /// <summary>The sum of all elements: a number.</summary>
    internal Node Sum(Node source) => Scatter([source], [IndexMaps.Spread(source.Count)], Meeting.Sum, []);

    /// <summary>Brings each element of each source to the place that its map gives; where elements meet, their sum or the largest.</summary>
    internal Node Scatter(ImmutableArray<Node> sources, ImmutableArray<IndexMap> maps, Meeting meeting, ImmutableArray<int> shape)
    {
        for (int i = 0; i < sources.Length; i++)
            if (sources[i].Count != maps[i].Count) throw new ArgumentException($"{maps[i].Count} places for {sources[i].Count} elements", nameof(maps));
        for (int i = 0; i < maps.Length; i++)
            if (maps[i] is TableMap table) maps = maps.SetItem(i, IndexMaps.Of(table.ToArray()));
        var scatter = new Scatter(nodes.Count, sources, Shared(maps.AsSpan()), meeting, Shared(shape));
        if (scatter.IsData) return Fold(scatter);
        if (meeting == Meeting.Sum) return new SumRules(this, scatter).Simplify();
        return Rearranged(sources, maps, scatter.Count, shape) ?? Once(scatter);
    }

    // One source whose elements go to one place each.
    private Node? Rearranged(IReadOnlyList<Node> sources, IReadOnlyList<IndexMap> maps, int count, ImmutableArray<int> shape) =>
        sources is [Node only] && only.Count == count && IndexMaps.Inverse(maps[0]) is { } inverse ? Take(only, inverse, shape) : null;
}
