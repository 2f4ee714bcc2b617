using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    // What is the same for operands that repeat their elements in the same way is computed before they are repeated: so scalars stay scalars.
    private Node? Hoisted(Operator @operator, ReadOnlySpan<Node> operands)
    {
        foreach (Node operand in operands)
            if (operand is not Take { } && !IsUniform(operand)) return null;
        return BeforeRepeatingDims(@operator, operands) ?? BeforeRepeatingElements(@operator, operands);
    }

    // Dims along which no operand changes: what has been found for one element of them serves all. There are none where one operand changes along each of its own.
    private Node? BeforeRepeatingDims(Operator @operator, ReadOnlySpan<Node> operands)
    {
        foreach (Node operand in operands)
            if (operand is Take { Map: not StridedMap { Repeats: true } }) return null;
        ImmutableArray<int> shape = operands[0].Shape;
        List<StridedMap> maps = [];
        foreach (Node operand in operands)
            if (operand is Take { Map: StridedMap map }) maps.Add(map);
        if (IndexMaps.CommonDims(shape.AsSpan(), CollectionsMarshal.AsSpan(maps)) is not { } dims) return null;
        bool[] isKept = new bool[dims.Length];
        foreach (StridedMap map in maps)
        {
            int[] strides = map.StridesOver(dims)!;
            for (int dim = 0; dim < dims.Length; dim++) isKept[dim] |= strides[dim] != 0;
        }
        ImmutableArray<int> rest = IndexMaps.Kept(dims, isKept);
        if (rest.Length == dims.Length) return null;
        var kept = new Node[operands.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = Kept(operands[i], dims, isKept, rest);
        return Take(Apply(@operator, kept), IndexMaps.Projection(dims, isKept), shape);
    }

    // Elements of sources that the operands repeat or rearrange in one way. All are used: one that is not might be where the function is infinite, and its gradient NaN.
    private Node? BeforeRepeatingElements(Operator @operator, ReadOnlySpan<Node> operands)
    {
        Take? first = null;
        foreach (Node operand in operands)
        {
            if (operand is not Take take) continue;
            first ??= take;
            if (take.Source.Count != first.Source.Count || !take.Map.Equals(first.Map)) return null;
        }
        if (!IndexMaps.IsOnto(first!.Map, first.Source.Count)) return null;
        ImmutableArray<int> own = first.Source.Shape;
        var sources = new Node[operands.Length];
        for (int i = 0; i < sources.Length; i++) sources[i] = operands[i] is Take take ? Reshape(take.Source, own) : Alike(operands[i], own);
        return Take(Apply(@operator, sources), first.Map, operands[0].Shape);
    }

    // The elements of a broadcast, or of a number, once along the dims that are not kept.
    private Node Kept(Node node, int[] dims, bool[] isKept, ImmutableArray<int> rest) =>
        node is Take take ? Take(take.Source, IndexMaps.Kept((StridedMap)take.Map, dims, isKept), rest) : Alike(node, rest);

    private Node Alike(Node uniform, ImmutableArray<int> shape) => HasShape(uniform, shape) ? uniform : Constant(((Constant)uniform)[0], shape);
}
