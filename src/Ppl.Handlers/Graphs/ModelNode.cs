using System.Collections.Immutable;

namespace Ppl.Handlers;

/// <summary>What a node of a <see cref="ModelGraph"/> stands for.</summary>
public enum ModelNodeKind
{
    /// <summary>A sample site without data.</summary>
    Latent,

    /// <summary>A sample site whose value is data.</summary>
    Observed,

    /// <summary>A parameter to be learnt.</summary>
    Parameter,

    /// <summary>All weights of a module together.</summary>
    Module,

    /// <summary>A named value that follows from others.</summary>
    Deterministic,

    /// <summary>A term of the log joint density that is no distribution.</summary>
    Factor,
}

/// <summary>A node of a <see cref="ModelGraph"/>: a site, or a module with all its weights.</summary>
/// <param name="Name">The site's name, or the module's.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Detail">The distribution of a sample site, the constraint of a parameter, how many weights a module has; empty for the others.</param>
/// <param name="Plates">The plates around it, innermost first; a global parameter stands in none.</param>
/// <param name="IsEnumerated">Whether the run had all values of the site side by side.</param>
public sealed record ModelNode(string Name, ModelNodeKind Kind, string Detail, ImmutableArray<PlateFrame> Plates, bool IsEnumerated = false)
{
    /// <summary>The line below the name in a picture.</summary>
    internal string Caption => IsEnumerated ? $"{Detail}, enumerated" : Detail;
}

/// <summary>The second node depends on the first, by no way through a third.</summary>
/// <param name="From">The name of the node on which the other depends.</param>
/// <param name="To">The name of the node that depends on it.</param>
public readonly record struct ModelEdge(string From, string To)
{
    /// <summary>Such as <c>mu -> y</c>.</summary>
    public override string ToString() => $"{From} -> {To}";
}
