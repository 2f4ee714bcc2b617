using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>Derivatives in reverse mode: new nodes beside the old ones, which they share.</summary>
/// <remarks>
/// Where a condition chooses, the branch that is not taken gets a gradient of 0, which its own derivative multiplies: an infinite one gives NaN, as in PyTorch.
/// Conditions, signs, whole parts and <see cref="Operator.Detach"/> pass nothing.
/// </remarks>
internal sealed partial class Gradient
{
    private readonly Graph graph;
    private readonly Dictionary<Node, Adjoint> adjoints = [];

    private Gradient(Graph graph) => this.graph = graph;

    /// <summary>The derivatives of a number with respect to the elements of the point: shape [n].</summary>
    public static Node Of(Graph graph, Node logDensity, Point point)
    {
        if (logDensity.Count != 1) throw new ArgumentException($"a gradient is one of a number, not of [{string.Join(", ", logDensity.Shape)}]", nameof(logDensity));
        return new Gradient(graph).Run(logDensity, point);
    }

    private Node Run(Node logDensity, Point point)
    {
        Add(logDensity, graph.Constant(1, logDensity.Shape));
        IReadOnlyList<Node> nodes = Ancestry.Of(logDensity);
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            Node node = nodes[i];
            if (node is Point || !adjoints.Remove(node, out Adjoint? adjoint)) continue;
            Node total = adjoint.Total(graph, node);
            if (total is not Constant { IsUniform: true, Values: [0] }) Pass(node, total);
        }
        return adjoints.TryGetValue(point, out Adjoint? result) ? result.Total(graph, point) : graph.Constant(0, point.Shape);
    }

    private void Pass(Node node, Node adjoint)
    {
        switch (node)
        {
            case Elementwise elementwise:
                Pass(elementwise, adjoint);
                break;
            case Take take:
                AddScattered(take.Source, adjoint, take.Map);
                break;
            case Scatter { Meeting: Meeting.Sum } scatter:
                for (int i = 0; i < scatter.Operands.Length; i++)
                    if (!scatter.Operands[i].IsData) Add(scatter.Operands[i], graph.Take(adjoint, scatter.Maps[i], scatter.Operands[i].Shape));
                break;
            case Scatter scatter:
                PassMaximum(scatter, adjoint);
                break;
            case Product product:
                Add(product.Vector, graph.Reshape(graph.Product(product.Matrix, adjoint, !product.IsTransposed), product.Vector.Shape));
                break;
            case Call call:
                Pass(call, adjoint);
                break;
        }
    }

    private void PassMaximum(Scatter scatter, Node adjoint)
    {
        ImmutableArray<Node> largest =
            [.. scatter.Operands.Select((source, i) => graph.Apply(Operator.Equal, source, graph.Take(scatter, scatter.Maps[i], source.Shape)))];
        Node share = graph.Apply(Operator.Divide, adjoint, graph.Scatter(largest, scatter.Maps, Meeting.Sum, scatter.Shape));
        for (int i = 0; i < largest.Length; i++)
        {
            Node source = scatter.Operands[i];
            Add(source, graph.Apply(Operator.Select, largest[i], graph.Take(share, scatter.Maps[i], source.Shape), graph.Constant(0, source.Shape)));
        }
    }

    private void Add(Node node, Node adjoint)
    {
        if (!node.IsData) Of(node).Add(graph, adjoint);
    }

    private void AddScattered(Node node, Node adjoint, IndexMap map)
    {
        if (!node.IsData) Of(node).Add(adjoint, map);
    }

    private Adjoint Of(Node node)
    {
        if (!adjoints.TryGetValue(node, out Adjoint? adjoint)) adjoints.Add(node, adjoint = new Adjoint());
        return adjoint;
    }

    // What comes to a node from those that use it. All that comes through views of it is brought back at once: many views of one array then cost what it has elements.
    private sealed class Adjoint
    {
        private readonly List<Node> scattered = [];
        private readonly List<IndexMap> maps = [];
        private Node? sum;

        public void Add(Graph graph, Node adjoint) => sum = sum is null ? adjoint : graph.Apply(Operator.Add, sum, adjoint);

        public void Add(Node adjoint, IndexMap map)
        {
            scattered.Add(adjoint);
            maps.Add(map);
        }

        public Node Total(Graph graph, Node node)
        {
            if (scattered.Count > 0) Add(graph, graph.Scatter([.. scattered], [.. maps], Meeting.Sum, node.Shape));
            return sum!;
        }
    }
}
