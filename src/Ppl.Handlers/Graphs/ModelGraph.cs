using System.Collections.Immutable;

namespace Ppl.Handlers;

/// <summary>The directed graph of a program: its sites, their plates, and who depends on whom directly.</summary>
/// <remarks>
/// It is found by running, not by parsing: the program runs again and again with the values of all sites given, and each time one of them is
/// another. Whatever distribution, factor, deterministic value or site's very existence differs then depends on that one. A deterministic site
/// keeps its value while what it is made from changes, so that it stands between the two (docs/model-graphs.md).
/// </remarks>
public sealed class ModelGraph
{
    internal ModelGraph(IEnumerable<ModelNode> nodes, IEnumerable<ModelEdge> edges)
    {
        Nodes = [.. nodes];
        Dictionary<string, int> order = Nodes.Select((node, i) => (node.Name, i)).ToDictionary();
        Edges = [.. edges.Distinct().OrderBy(edge => order[edge.From]).ThenBy(edge => order[edge.To])];
    }

    /// <summary>The nodes, in the order in which the program first performed them.</summary>
    public ImmutableArray<ModelNode> Nodes { get; }

    /// <summary>Each pair of nodes of which the second depends on the first directly; in the order of the nodes.</summary>
    public ImmutableArray<ModelEdge> Edges { get; }

    /// <summary>Finds the graph of a program, a model or a guide, also one under handlers.</summary>
    /// <param name="program">Runs once for each of a few other values of each site; handlers around this call see nothing of it.</param>
    /// <param name="data">What the program is given. The larger it is, the longer the runs take.</param>
    /// <param name="rng">The dtype, device and seed of the values; it is left as it was. Float32, on the CPU, when null.</param>
    /// <remarks>Weights of modules are changed in place, and are as before when this returns: nobody else may use them meanwhile.</remarks>
    /// <exception cref="PplException">Whatever the program throws; PPL013 when two runs with the same values differ.</exception>
    public static ModelGraph Of<TData>(Program<TData> program, TData data, Rng? rng = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        using TensorScope scope = TensorScope.Begin();
        using Rng streams = rng?.Fork(0) ?? new Rng(seed: 0);
        using Scope alone = new Block(_ => true).Enter();
        return new DependencySearch(() => program(data), streams).Graph();
    }

    /// <summary>A flowchart in the language of Mermaid, which GitHub and GitLab draw in Markdown.</summary>
    public string ToMermaid() => MermaidText.Of(this);

    /// <summary>A directed graph in the language of Graphviz; plates are clusters.</summary>
    public string ToDot() => DotText.Of(this);

    /// <summary>A picture that loads nothing and follows the reader's colour scheme, light or dark; an SVG file, or an element of an HTML page.</summary>
    /// <param name="title">What a screen reader says of it.</param>
    public string ToSvg(string title = "Model graph") => GraphDrawing.Of(this, title);

    /// <summary>A line for each node, then one for each edge.</summary>
    public override string ToString() => string.Join('\n', [.. ErrorText.Table([.. Nodes.Select(Row)]), .. Edges.Select(edge => edge.ToString())]);

    private static string[] Row(ModelNode node) =>
        [node.Kind.ToString().ToLowerInvariant(), node.Name, node.Caption, string.Join(", ", node.Plates.Reverse().Select(frame => frame.Name))];
}
