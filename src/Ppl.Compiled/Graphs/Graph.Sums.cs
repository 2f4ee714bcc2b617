using System.Collections.Immutable;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>
    /// Sums are linear: factors that are the same for all that meets leave a sum, terms that are the same become a multiple, data become a constant. So what a loop does not
    /// change leaves the loop.
    /// </summary>
    private sealed class SumRules(Graph graph, Scatter scatter)
    {
        private readonly List<Node> parts = [];
        private readonly List<IndexMap> places = [];

        private readonly ImmutableArray<int> shape = scatter.Shape;
        private readonly int count = scatter.Count;

        public Node Simplify()
        {
            for (int i = 0; i < scatter.Operands.Length; i++) Add(scatter.Operands[i], scatter.Maps[i]);
            return count == 1 ? Total() : Together();
        }

        // A number: the sum of sums.
        private Node Total()
        {
            Node total = graph.Constant(0, shape);
            for (int i = 0; i < parts.Count; i++)
            {
                Node sum = parts[i].Count == 1
                    ? graph.Reshape(parts[i], shape)
                    : graph.Once(new Scatter(graph.nodes.Count, [parts[i]], [places[i]], Meeting.Sum, shape));
                total = graph.Apply(Operator.Add, total, sum);
            }
            return total;
        }

        private Node Together()
        {
            if (graph.Rearranged(parts, places, count, shape) is { } only) return only;
            Node? whole = null;
            List<Node> rest = [];
            List<IndexMap> maps = [];
            for (int i = 0; i < parts.Count; i++)
            {
                if (parts[i].Count == count && places[i] is StridedMap { IsIdentity: true })
                {
                    Node part = graph.Reshape(parts[i], shape);
                    whole = whole is null ? part : graph.Apply(Operator.Add, whole, part);
                }
                else
                {
                    rest.Add(parts[i]);
                    maps.Add(places[i]);
                }
            }
            if (rest.Count == 0) return whole ?? graph.Constant(0, shape);
            var met = new Scatter(graph.nodes.Count, [.. rest], [.. maps], Meeting.Sum, shape);
            Node scattered = met.IsData ? graph.Fold(met) : graph.Once(met);
            return whole is null ? scattered : graph.Apply(Operator.Add, whole, scattered);
        }

        private void Add(Node source, IndexMap map)
        {
            if (IsUniform(source, out double number) && number == 0) return;
            if (source is Scatter { Meeting: Meeting.Sum } inner && (inner.Operands.Length == 1 || count == 1) && Composed(inner, map) is { } maps)
            {
                for (int i = 0; i < maps.Length; i++) Add(inner.Operands[i], maps[i]);
                return;
            }
            if (source is Take { Map: StridedMap { IsIdentity: true } } reshaped && reshaped.Source.Count == source.Count
                && (map is not StridedMap || IndexMaps.CommonDims(reshaped.Source.Shape.AsSpan(), (StridedMap)map) is not null))
            {
                Add(reshaped.Source, map);
                return;
            }
            if (map is StridedMap strided && Meetings.Of(source, strided) is { } meetings && Rewritten(source, meetings) is { } simpler)
            {
                Add(simpler, IndexMaps.Kept(strided, meetings.Dims, meetings.IsKept));
                return;
            }
            parts.Add(source);
            places.Add(map);
        }

        private static IndexMap[]? Composed(Scatter inner, IndexMap map)
        {
            var maps = new IndexMap[inner.Maps.Length];
            for (int i = 0; i < maps.Length; i++)
            {
                if (IndexMaps.Compose(inner.Maps[i], map) is not StridedMap composed) return null;
                maps[i] = composed;
            }
            return maps;
        }

        // The sum over the dims that meet (or some of them, which are then no longer kept in the meetings) as something simpler; null where nothing leaves it.
        private Node? Rewritten(Node source, Meetings meetings)
        {
            switch (source)
            {
                case { IsData: true }:
                    return Over(source, meetings);
                case Elementwise { Operator: Operator.Negate } negative:
                    return graph.Apply(Operator.Negate, Over(negative.Operands[0], meetings));
                case Elementwise { Operator: Operator.Multiply, Operands: [Node x, Node y] }:
                    if (!meetings.Restrict(y))
                    {
                        if (!meetings.Restrict(x)) return null;
                        (x, y) = (y, x);
                    }
                    return graph.Apply(Operator.Multiply, Over(x, meetings), graph.Kept(y, meetings.Dims, meetings.IsKept, meetings.Rest));
                case Elementwise { Operator: Operator.Add or Operator.Subtract }:
                    return Terms((Elementwise)source, meetings);
                case Take { Map: StridedMap } when meetings.Restrict(source):
                    Node kept = graph.Kept(source, meetings.Dims, meetings.IsKept, meetings.Rest);
                    return graph.Apply(Operator.Multiply, kept, graph.Constant(meetings.Multiplicity, kept.Shape));
                case Take { Map: TableMap table } take when meetings.Rest.IsEmpty && take.Source.Count < take.Count && IndexMaps.IsOnto(table, take.Source.Count):
                    double[] counts = new double[take.Source.Count];
                    foreach (int index in table.Indices) counts[index]++;
                    return graph.Sum(graph.Apply(Operator.Multiply, take.Source, graph.Constant(counts, take.Source.Shape)));
                default:
                    return null;
            }
        }

        // Constants and terms that repeat themselves leave the sum. Not so those of a residual such as y - μ or y - a - b x: its terms, summed each for itself, would cancel.
        private Node? Terms(Elementwise source, Meetings meetings)
        {
            var signed = new List<(Node Term, bool IsMinus)>();
            Flatten(source, false, signed);
            Node? constant = null, rest = null;
            var leaving = new List<(Node Term, bool IsMinus)>();
            bool isResidual = true;
            foreach ((Node term, bool isMinus) in signed)
            {
                if (term.IsData) constant = Plus(constant, term, isMinus);
                else if (meetings.AnyOf(term)) leaving.Add((term, isMinus));
                else
                {
                    rest = Plus(rest, term, isMinus);
                    isResidual &= IsLinear(term);
                }
            }
            if (constant is null && leaving.Count == 0) return null;
            if (rest is not null && isResidual) return null;

            Node? result = rest is null ? null : Over(rest, meetings);
            if (rest is null && constant is Constant { IsUniform: false } data && leaving.TrueForAll(term => meetings.AllOf(term.Term)))
            {
                // Σ (y - s) = N (ȳ - s) + Σ (y - ȳ), whose digits are those of the differences.
                Node mean = graph.Apply(Operator.Multiply, Over(data, meetings), graph.Constant(1.0 / meetings.Multiplicity, meetings.Rest));
                Node centre = graph.Take(mean, IndexMaps.Projection(meetings.Dims.AsSpan(), meetings.IsKept), data.Shape);
                Node remainder = Over(graph.Apply(Operator.Subtract, data, centre), meetings);
                foreach ((Node term, bool isMinus) in leaving) mean = Plus(mean, graph.Kept(term, meetings.Dims, meetings.IsKept, meetings.Rest), isMinus);
                return graph.Apply(Operator.Add, graph.Apply(Operator.Multiply, mean, graph.Constant(meetings.Multiplicity, meetings.Rest)), remainder);
            }
            if (constant is not null) result = Plus(result, Over(constant, meetings), false);
            foreach ((Node term, bool isMinus) in leaving) result = Plus(result, Over(term, meetings), isMinus);
            return result;
        }

        private Node Plus(Node? sum, Node term, bool isMinus) =>
            sum is not null ? graph.Apply(isMinus ? Operator.Subtract : Operator.Add, sum, term) : isMinus ? graph.Apply(Operator.Negate, term) : term;

        private static void Flatten(Node node, bool isMinus, List<(Node Term, bool IsMinus)> terms)
        {
            const int Most = 16;
            if (terms.Count < Most && node is Elementwise { Operator: Operator.Add or Operator.Subtract or Operator.Negate } sum)
            {
                Flatten(sum.Operands[0], isMinus ^ (sum.Operator == Operator.Negate), terms);
                if (sum.Operator != Operator.Negate) Flatten(sum.Operands[1], isMinus ^ (sum.Operator == Operator.Subtract), terms);
            }
            else terms.Add((node, isMinus));
        }

        private static bool IsLinear(Node term) =>
            term is not Elementwise elementwise
            || (elementwise is { Operator: Operator.Multiply, Operands: [Node x, Node y] } && x is not Elementwise && y is not Elementwise && (x.IsData || y.IsData || Evenness(y) > 0));

        // Σ over the dims that are not kept, in the shape of the others.
        private Node Over(Node node, Meetings meetings) =>
            graph.Scatter([node], [IndexMaps.Projection(meetings.Dims.AsSpan(), meetings.IsKept)], Meeting.Sum, meetings.Rest);
    }

    /// <summary>The dims of a source whose elements meet in a sum.</summary>
    private sealed class Meetings
    {
        private Meetings(ImmutableArray<int> dims, bool[] isKept) => (Dims, IsKept) = (dims, isKept);

        /// <summary>The lengths of all dims.</summary>
        public ImmutableArray<int> Dims { get; }

        /// <summary>Those along which elements do not meet.</summary>
        public bool[] IsKept { get; private set; }

        /// <summary>The lengths of those.</summary>
        public ImmutableArray<int> Rest => [.. Dims.Where((_, dim) => IsKept[dim])];

        /// <summary>How many elements meet in each place.</summary>
        public double Multiplicity => Dims.Where((_, dim) => !IsKept[dim]).Aggregate(1.0, static (count, length) => count * length);

        /// <summary>The meetings; null where there are none.</summary>
        public static Meetings? Of(Node source, StridedMap map)
        {
            if (!map.Strides.Contains(0)) return null;
            var maps = new List<StridedMap> { map };
            Collect(source, 0);
            if ((IndexMaps.CommonDims(source.Shape.AsSpan(), maps.ToArray()) ?? IndexMaps.CommonDims(source.Shape.AsSpan(), map)) is not { } dims) return null;
            bool[] isKept = [.. map.StridesOver(dims.AsSpan())!.Value.Select(static stride => stride != 0)];
            return Array.TrueForAll(isKept, static kept => kept) ? null : new Meetings(dims, isKept);

            // The broadcasts among the terms and factors.
            void Collect(Node node, int depth)
            {
                if (node is Take { Map: StridedMap strided }) maps.Add(strided);
                if (node is Elementwise { Operator: Operator.Add or Operator.Subtract or Operator.Negate or Operator.Multiply } && depth < 4)
                    foreach (Node operand in node.Operands) Collect(operand, depth + 1);
            }
        }

        /// <summary>Is the node the same along one of the dims that meet?</summary>
        public bool AnyOf(Node node) => Even(node) is { } even && even.Where((isEven, dim) => isEven && !IsKept[dim]).Any();

        /// <summary>Is the node the same along all dims that meet?</summary>
        public bool AllOf(Node node) => Even(node) is { } even && !even.Where((isEven, dim) => !isEven && !IsKept[dim]).Any();

        /// <summary>Leaves only those meetings along which the node is the same; false, and no change, where that is none.</summary>
        public bool Restrict(Node node)
        {
            if (!AnyOf(node)) return false;
            bool[] even = Even(node)!;
            IsKept = [.. IsKept.Select((kept, dim) => kept || !even[dim])];
            return true;
        }

        private bool[]? Even(Node node) => node switch
        {
            Constant { IsUniform: true } => [.. Dims.Select(static _ => true)],
            Take { Map: StridedMap map } => map.StridesOver(Dims.AsSpan())?.Select(static stride => stride == 0).ToArray(),
            _ => null,
        };
    }
}
