namespace Ppl.Infer;

/// <summary>A term of the log joint density that depends on enumerated sites.</summary>
/// <param name="Table">Its values; -∞ for an impossible state.</param>
/// <param name="Plates">The plates around it.</param>
/// <param name="Power">The factor of Scale handlers: what the log density is multiplied by once all is summed out.</param>
/// <param name="Site">Whose term it is, for an error text; of several multiplied, one.</param>
internal sealed record LogFactor(NamedTensor Table, PlateSet Plates, double Power, string Site)
{
    /// <summary>
    /// Stands for -∞ in sums whose gradient is taken: the exponential of its difference to a possible state's is 0 likewise, but its difference to
    /// itself is not NaN.
    /// </summary>
    public const double Impossible = -1e30;

    /// <summary>Does <see cref="Impossible"/> stand for -∞ in the table?</summary>
    public bool IsFinite { get; init; }

    /// <summary>Does the factor have anything that is summed over?</summary>
    public bool HasVariables => Array.Exists(Table.Axes, axis => axis is VariableAxis);

    /// <summary>The term of a site.</summary>
    public static LogFactor Of(ScoredSite site, AxisTable axes)
    {
        double power = site.Scale;
        foreach (PlateFrame frame in site.Plates) power /= frame.Scale;
        return new LogFactor(axes.TableOf(site.CompactMaskedLogProb, site), axes.SetOf(site), power, site.Name);
    }

    /// <summary>The factor with -∞ again where <see cref="Impossible"/> stands for it.</summary>
    public LogFactor Restored() => IsFinite ? this with { Table = new NamedTensor(Restored(Table.Tensor), Table.Axes), IsFinite = false } : this;

    /// <summary>A table with -∞ where something impossible has been added to it. A number is read first, for the gradient of a table that has nothing impossible costs more.</summary>
    public static Tensor Restored(Tensor table)
    {
        bool isPossible = table.numel() == 0 || (TensorText.IsKnown(table) && (double)(table.dim() == 0 ? table : table.detach().min()) > Impossible / 10);
        return isPossible ? table : table.masked_fill(table < Impossible / 10, double.NegativeInfinity);
    }
}
