namespace Ppl.Compilation;

/// <summary>Makes nodes, each once: equal ones are the same, and what can be simplified or computed is. One thread.</summary>
public sealed partial class Graph
{
}
