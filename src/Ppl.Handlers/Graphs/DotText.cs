using System.Text;

namespace Ppl.Handlers;

/// <summary>A graph in the language of Graphviz: plates are clusters.</summary>
internal static class DotText
{
    public static string Of(ModelGraph graph)
    {
        var text = new StringBuilder("digraph model {\n    node [fontname=\"sans-serif\" fontsize=12]\n    edge [arrowsize=0.7]\n");
        int plates = 0;
        Write(PlateBox.Of(graph), "    ");
        foreach (ModelEdge edge in graph.Edges) text.Append($"    {Quote(edge.From)} -> {Quote(edge.To)}\n");
        return text.Append("}\n").ToString();

        void Write(PlateBox box, string indent)
        {
            foreach (ModelNode node in box.Nodes) text.Append($"{indent}{Quote(node.Name)} [{Attributes(node)}]\n");
            foreach (PlateBox inner in box.Boxes)
            {
                text.Append($"{indent}subgraph cluster_{plates++} {{\n{indent}    label={Quote(inner.Label)} labelloc=b labeljust=r style=rounded fontname=\"sans-serif\" fontsize=11\n");
                Write(inner, indent + "    ");
                text.Append($"{indent}}}\n");
            }
        }
    }

    private static string Attributes(ModelNode node)
    {
        string label = $"label=\"{Escape(node.Name)}{(node.Caption.Length > 0 ? $"\\n{Escape(node.Caption)}" : "")}\"";
        return label + node.Kind switch
        {
            ModelNodeKind.Observed => " style=filled fillcolor=lightgrey",
            ModelNodeKind.Deterministic => " style=dashed",
            ModelNodeKind.Parameter => " shape=box height=0.3",
            ModelNodeKind.Module => " shape=box height=0.3 peripheries=2",
            ModelNodeKind.Factor => " shape=box style=filled fillcolor=black fontcolor=white height=0.3",
            _ => "",
        };
    }

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
}
