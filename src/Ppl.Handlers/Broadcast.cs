namespace Ppl.Handlers;

/// <summary>
/// Runs many independent copies of a program side by side, along one batch dim to the left of its plates: particles, draws for
/// prediction, chains in lockstep. Contract: Σ over i of log p(z_i, x), z_i the latents of copy i;
/// <see cref="Trace.LogJoint"/> with the name as the plate to keep gives the terms. Data and parameters are those of all copies, and a
/// plate inside looks at one subsample for all.
/// </summary>
/// <param name="name">The name; sites inside bear it as that of a plate.</param>
/// <param name="size">How many copies.</param>
/// <param name="dim">The batch dim, counted from the right (-1 is the last). It and those to the left are not for plates inside: PPL105.</param>
public sealed class Broadcast(string name, long size, int dim) : Handler
{
    private readonly PlateFrame copies = new(
        string.IsNullOrEmpty(name) ? throw new ArgumentException("Copies have a name.", nameof(name)) : name,
        dim < 0 ? dim : throw new ArgumentOutOfRangeException(nameof(dim), dim, "A dim counts from the right: -1 is the last."),
        size > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "There is at least one copy."),
        size);

    internal override int? ReservedDim => copies.Dim;

    internal override string Description => $"Broadcast \"{copies.Name}\"";

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => copies.Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => copies.Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(DeterministicSite site) => copies.Enclose(site);
}
