using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>The dims of a source whose elements meet in a sum.</summary>
    private sealed class Meetings
    {
        private Meetings(int[] dims, int[] strides)
        {
            (Dims, IsKept) = (dims, new bool[dims.Length]);
            Keep(strides);
        }

        /// <summary>The lengths of all dims.</summary>
        public int[] Dims { get; }

        /// <summary>Those along which elements do not meet.</summary>
        public bool[] IsKept { get; private set; }

        /// <summary>The lengths of those.</summary>
        public ImmutableArray<int> Rest { get; private set; }

        /// <summary>How many elements meet in each place.</summary>
        public double Multiplicity { get; private set; }

        /// <summary>The meetings; null where there are none.</summary>
        public static Meetings? Of(Node source, StridedMap map)
        {
            if (!map.Repeats) return null;
            List<StridedMap> maps = [map];
            Collect(source, 0, maps);
            if ((IndexMaps.CommonDims(source.Shape.AsSpan(), CollectionsMarshal.AsSpan(maps)) ?? IndexMaps.CommonDims(source.Shape.AsSpan(), map)) is not { } dims) return null;
            var meetings = new Meetings(dims, map.StridesOver(dims)!);
            return meetings.Rest.Length < dims.Length ? meetings : null;
        }

        /// <summary>Is the node the same along one of the dims that meet?</summary>
        public bool AnyOf(Node node)
        {
            int[]? strides = StridesOf(node);
            for (int dim = 0; dim < strides?.Length; dim++)
                if (strides[dim] == 0 && !IsKept[dim]) return true;
            return false;
        }

        /// <summary>Is the node the same along all dims that meet?</summary>
        public bool AllOf(Node node)
        {
            int[]? strides = StridesOf(node);
            for (int dim = 0; dim < strides?.Length; dim++)
                if (strides[dim] != 0 && !IsKept[dim]) return false;
            return strides is not null;
        }

        /// <summary>Leaves only those meetings along which the node is the same; false, and no change, where that is none.</summary>
        public bool Restrict(Node node)
        {
            if (!AnyOf(node)) return false;
            Keep(StridesOf(node)!);
            return true;
        }

        // Keeps the dims along which something moves, besides those that are kept.
        private void Keep(int[] strides)
        {
            bool[] isKept = new bool[strides.Length];
            double multiplicity = 1;
            for (int dim = 0; dim < isKept.Length; dim++)
            {
                isKept[dim] = IsKept[dim] || strides[dim] != 0;
                if (!isKept[dim]) multiplicity *= Dims[dim];
            }
            (IsKept, Rest, Multiplicity) = (isKept, IndexMaps.Kept(Dims, isKept), multiplicity);
        }

        // The broadcasts among the terms and factors.
        private static void Collect(Node node, int depth, List<StridedMap> maps)
        {
            if (node is Take { Map: StridedMap strided }) maps.Add(strided);
            if (node is Elementwise { Operator: Operator.Add or Operator.Subtract or Operator.Negate or Operator.Multiply } && depth < 4)
                foreach (Node operand in node.Operands) Collect(operand, depth + 1, maps);
        }

        // By how much the place of a node's element in what the node repeats grows along each dim; null where that is not known.
        private int[]? StridesOf(Node node) => node switch
        {
            Constant { IsUniform: true } => new int[Dims.Length],
            Take { Map: StridedMap map } => map.StridesOver(Dims),
            _ => null,
        };
    }
}
