using System.Text;

namespace Ppl.Handlers;

/// <summary>A graph in the language of Mermaid's flowcharts: plates are subgraphs.</summary>
internal static class MermaidText
{
    public static string Of(ModelGraph graph)
    {
        Dictionary<string, string> ids = graph.Nodes.Select((node, i) => (node.Name, Id: $"n{i}")).ToDictionary();
        var text = new StringBuilder("flowchart TD\n");
        int plates = 0;
        Write(PlateBox.Of(graph), "    ");
        foreach (ModelEdge edge in graph.Edges) text.Append($"    {ids[edge.From]} --> {ids[edge.To]}\n");
        text.Append("    classDef observed fill:#8886\n    classDef deterministic stroke-dasharray:5 3\n    classDef factor fill:#666,color:#fff\n");
        return text.ToString();

        void Write(PlateBox box, string indent)
        {
            foreach (ModelNode node in box.Nodes) text.Append($"{indent}{ids[node.Name]}{Shape(node)}\n");
            foreach (PlateBox inner in box.Boxes)
            {
                text.Append($"{indent}subgraph p{plates++}[\"{Escape(inner.Label)}\"]\n");
                Write(inner, indent + "    ");
                text.Append($"{indent}end\n");
            }
        }
    }

    private static string Shape(ModelNode node)
    {
        string label = $"\"{Escape(node.Name)}{(node.Caption.Length > 0 ? $"<br/><small>{Escape(node.Caption)}</small>" : "")}\"";
        return node.Kind switch
        {
            ModelNodeKind.Latent => $"([{label}])",
            ModelNodeKind.Observed => $"([{label}]):::observed",
            ModelNodeKind.Deterministic => $"([{label}]):::deterministic",
            ModelNodeKind.Module => $"[[{label}]]",
            ModelNodeKind.Factor => $"[{label}]:::factor",
            _ => $"[{label}]",
        };
    }

    /// <summary>Mermaid has character references of its own, with a number sign: <c>#35;</c> is one.</summary>
    private static string Escape(string text) =>
        string.Concat(text.Select(letter => letter is '"' or '#' or '<' or '>' or '&' or '`' or ';' or '\\' || char.IsControl(letter) ? $"#{(int)letter};" : letter.ToString()));
}
