namespace Ppl.Infer;

/// <summary>A term of the log joint density that depends on enumerated sites.</summary>
/// <param name="Table">Its values; -∞ for an impossible state.</param>
/// <param name="Plates">The plates around it.</param>
/// <param name="Power">The factor of Scale handlers: what the log density is multiplied by once all is summed out.</param>
/// <param name="Site">Whose term it is, for an error text; of several multiplied, one.</param>
internal sealed record LogFactor(NamedTensor Table, PlateSet Plates, double Power, string Site)
{
    /// <summary>
    /// Stands for -∞ where gradients are taken: the exponential of its difference to a possible state's is 0 likewise, but its difference to
    /// itself is not NaN.
    /// </summary>
    public const double Impossible = -1e30;

    /// <summary>The factor with <see cref="Impossible"/> in place of -∞; no gradient goes there.</summary>
    public LogFactor Finite() => this with { Table = new NamedTensor(Table.Tensor.clamp_min(Impossible), Table.Axes) };

    /// <summary>Does the factor have anything that is summed over?</summary>
    public bool HasVariables => Array.Exists(Table.Axes, axis => axis is VariableAxis);
}
