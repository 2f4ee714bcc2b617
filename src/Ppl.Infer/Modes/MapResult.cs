namespace Ppl.Infer;

/// <summary>A mode, as <see cref="Map"/> found it. Managed numbers alone.</summary>
/// <param name="Samples">The latents at the mode, in the space in which the program sees them, and its deterministic values: one draw.</param>
/// <param name="Search">How the search went: its position is the mode in unconstrained space, its value -log density. Look at <see cref="Minimum.HasConverged"/>.</param>
/// <param name="LogDensity">The log density in unconstrained space at the mode, in nats.</param>
public sealed record MapResult(Samples Samples, Minimum Search, double LogDensity)
{
    /// <summary>Log density and how the search ended.</summary>
    public override string ToString() => FormattableString.Invariant($"log density {LogDensity:G10}; {Search}");
}
