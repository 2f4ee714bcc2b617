using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>
    /// Sums are linear: factors that are the same for all that meets leave a sum, terms that are the same become a multiple, data become a constant. So what a loop does not
    /// change leaves the loop.
    /// </summary>
    private sealed class SumRules(Graph graph, Scatter scatter)
    {
        private readonly List<Node> parts = new(scatter.Sources.Length);
        private readonly List<IndexMap> places = new(scatter.Sources.Length);

        private readonly ImmutableArray<int> shape = scatter.Shape;
        private readonly int count = scatter.Count;

        public Node Simplify()
        {
            for (int i = 0; i < scatter.Sources.Length; i++) Add(scatter.Sources[i], scatter.Maps[i]);
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
                    : graph.Once(new Scatter(graph.nodes.Count, [parts[i]], graph.Shared(places[i]), Meeting.Sum, shape));
                total = graph.Apply(Operator.Add, total, sum);
            }
            return total;
        }

        private Node Together()
        {
            if (graph.Rearranged(parts, places, count, shape) is { } only) return only;
            Node? whole = null;
            List<Node> rest = new(parts.Count);
            List<IndexMap> maps = new(parts.Count);
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
            var met = new Scatter(graph.nodes.Count, [.. rest], graph.Shared(CollectionsMarshal.AsSpan(maps)), Meeting.Sum, shape);
            Node scattered = met.IsData ? graph.Fold(met) : graph.Once(met);
            return whole is null ? scattered : graph.Apply(Operator.Add, whole, scattered);
        }

        private void Add(Node source, IndexMap map)
        {
            if (IsUniform(source, out double number) && number == 0) return;
            if (source is Scatter { Meeting: Meeting.Sum } inner && (inner.Sources.Length == 1 || count == 1) && Composed(inner, map) is { } maps)
            {
                for (int i = 0; i < maps.Length; i++) Add(inner.Sources[i], maps[i]);
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
                    return graph.Apply(Operator.Negate, Over(negative.X, meetings));
                case Elementwise { Operator: Operator.Multiply, X: var x, Y: var y }:
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
            List<Signed> signed = [], leaving = [];
            Flatten(source, false, signed);
            Node? constant = null, rest = null;
            bool isResidual = true;
            foreach (Signed each in signed)
            {
                if (each.Term.IsData) constant = Plus(constant, each);
                else if (meetings.AnyOf(each.Term)) leaving.Add(each);
                else
                {
                    rest = Plus(rest, each);
                    isResidual &= IsLinear(each.Term);
                }
            }
            if (constant is null && leaving.Count == 0) return null;
            if (rest is not null && isResidual) return null;

            Node? result = rest is null ? null : Over(rest, meetings);
            if (rest is null && constant is Constant { IsUniform: false } data && leaving.TrueForAll(term => meetings.AllOf(term.Term)))
            {
                // Σ (y - s) = N (ȳ - s) + Σ (y - ȳ), whose digits are those of the differences.
                Node mean = graph.Apply(Operator.Multiply, Over(data, meetings), graph.Constant(1.0 / meetings.Multiplicity, meetings.Rest));
                Node centre = graph.Take(mean, IndexMaps.Projection(meetings.Dims, meetings.IsKept), data.Shape);
                Node remainder = Over(graph.Apply(Operator.Subtract, data, centre), meetings);
                foreach (Signed each in leaving) mean = Plus(mean, each with { Term = graph.Kept(each.Term, meetings.Dims, meetings.IsKept, meetings.Rest) });
                return graph.Apply(Operator.Add, graph.Apply(Operator.Multiply, mean, graph.Constant(meetings.Multiplicity, meetings.Rest)), remainder);
            }
            if (constant is not null) result = Plus(result, new Signed(Over(constant, meetings), false));
            foreach (Signed each in leaving) result = Plus(result, each with { Term = Over(each.Term, meetings) });
            return result;
        }

        private Node Plus(Node? sum, Signed next) =>
            sum is not null ? graph.Apply(next.IsMinus ? Operator.Subtract : Operator.Add, sum, next.Term) : next.IsMinus ? graph.Apply(Operator.Negate, next.Term) : next.Term;

        private static void Flatten(Node node, bool isMinus, List<Signed> terms)
        {
            const int Most = 16;
            if (terms.Count < Most && node is Elementwise { Operator: Operator.Add or Operator.Subtract or Operator.Negate } sum)
            {
                Flatten(sum.X, isMinus ^ (sum.Operator == Operator.Negate), terms);
                if (sum.Operator != Operator.Negate) Flatten(sum.Y, isMinus ^ (sum.Operator == Operator.Subtract), terms);
            }
            else terms.Add(new Signed(node, isMinus));
        }

        private static bool IsLinear(Node term) =>
            term is not Elementwise elementwise
            || (elementwise is { Operator: Operator.Multiply, X: var x, Y: var y } && x is not Elementwise && y is not Elementwise && (x.IsData || y.IsData || Evenness(y) > 0));

        // Σ over the dims that are not kept, in the shape of the others.
        private Node Over(Node node, Meetings meetings) =>
            graph.Scatter([node], [IndexMaps.Projection(meetings.Dims, meetings.IsKept)], Meeting.Sum, meetings.Rest);

        private sealed record Signed(Node Term, bool IsMinus);
    }
}
