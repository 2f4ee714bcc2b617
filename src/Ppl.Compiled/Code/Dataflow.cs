using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What statements that are no loops read and set.</summary>
internal static class Dataflow
{
    /// <summary>What it reads.</summary>
    public static ImmutableArray<Operand> OperandsOf(Statement statement) => statement switch
    {
        Compute compute => compute.Operands,
        Assign assign => [assign.Value],
        Store store => [store.Value],
        Accumulate accumulate => [accumulate.Value],
        Reduce reduce => [reduce.Total, reduce.Value],
        _ => [],
    };

    /// <summary>The register that it sets; none where it works on memory or a total.</summary>
    public static Register? TargetOf(Statement statement) => statement switch
    {
        Compute compute => compute.Target,
        Assign assign => assign.Target,
        Load load => load.Target,
        _ => null,
    };
}
