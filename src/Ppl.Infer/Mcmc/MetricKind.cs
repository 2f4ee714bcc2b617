namespace Ppl.Infer;

/// <summary>What a warm-up learns of the target's shape.</summary>
public enum MetricKind
{
    /// <summary>Nothing: M = I.</summary>
    Unit,

    /// <summary>The variance of each number.</summary>
    Diagonal,

    /// <summary>All covariances: for strong correlations; a step then takes n² multiplications, and a warm-up several times n draws.</summary>
    Dense,
}
