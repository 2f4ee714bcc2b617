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

    // By the numbers of the nodes: those of operands are smaller, so that what uses a node has passed on all before its own turn comes.
    private readonly Adjoint?[] adjoints;

    private Gradient(Graph graph, int nodes) => (this.graph, adjoints) = (graph, new Adjoint?[nodes]);

    /// <summary>The derivatives of a number with respect to the elements of the point: shape [n].</summary>
    public static Node Of(Graph graph, Node logDensity, Point point)
    {
        if (logDensity.Count != 1) throw new ArgumentException($"a gradient is one of a number, not of [{string.Join(", ", logDensity.Shape)}]", nameof(logDensity));
        return new Gradient(graph, logDensity.Id + 1).Run(logDensity, point);
    }

    private Node Run(Node logDensity, Point point)
    {
        Add(logDensity, graph.Constant(1, logDensity.Shape));
        Node? result = null;
        for (int id = adjoints.Length - 1; id >= 0; id--)
        {
            if (adjoints[id] is not { } adjoint) continue;
            adjoints[id] = null;
            Node total = adjoint.Total(graph);
            if (adjoint.Node == point) result = total;
            else if (total is not Constant { IsUniform: true, Values: [0] }) Pass(adjoint.Node, total);
        }
        return result ?? graph.Constant(0, point.Shape);
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
                for (int i = 0; i < scatter.Sources.Length; i++)
                    if (!scatter.Sources[i].IsData) Add(scatter.Sources[i], graph.Take(adjoint, scatter.Maps[i], scatter.Sources[i].Shape));
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
            [.. scatter.Sources.Select((source, i) => graph.Apply(Operator.Equal, source, graph.Take(scatter, scatter.Maps[i], source.Shape)))];
        Node share = graph.Apply(Operator.Divide, adjoint, graph.Scatter(largest, scatter.Maps, Meeting.Sum, scatter.Shape));
        for (int i = 0; i < largest.Length; i++)
        {
            Node source = scatter.Sources[i];
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

    private Adjoint Of(Node node) => adjoints[node.Id] ??= new Adjoint(node);

    // What comes to a node from those that use it. All that comes through views of it is brought back at once: many views of one array then cost what it has elements.
    private sealed class Adjoint(Node node)
    {
        private Node? sum;
        private List<Node>? scattered;
        private List<IndexMap>? maps;

        public Node Node => node;

        public void Add(Graph graph, Node adjoint) => sum = sum is null ? adjoint : graph.Apply(Operator.Add, sum, adjoint);

        public void Add(Node adjoint, IndexMap map)
        {
            (scattered ??= new(1)).Add(adjoint);
            (maps ??= new(1)).Add(map);
        }

        public Node Total(Graph graph)
        {
            if (scattered is not null) Add(graph, graph.Scatter([.. scattered], [.. maps!], Meeting.Sum, node.Shape));
            return sum!;
        }
    }
}
