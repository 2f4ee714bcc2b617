using Ppl.Compilation;

namespace TorchSharp;

/// <summary>While it is open, what this thread computes with tensors becomes nodes of one graph.</summary>
internal readonly ref struct GraphScope
{
    [ThreadStatic]
    private static Graph? current;

    private readonly Graph? outer;

    private GraphScope(Graph? outer) => this.outer = outer;

    /// <summary>The graph of the innermost scope. Outside there are data only: each result gets a graph of its own, and moves to another where it is used.</summary>
    public static Graph Current => current ?? new Graph();

    /// <summary>Opens a scope; scopes nest.</summary>
    public static GraphScope Begin(Graph graph)
    {
        var scope = new GraphScope(current);
        current = graph;
        return scope;
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => current = outer;
}
