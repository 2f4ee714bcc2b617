namespace Ppl.Handlers;

/// <summary>The generator of every draw inside it: one seed, one build of libtorch, one run to the last bit.</summary>
public sealed class Seed(Rng rng) : Handler
{
    /// <inheritdoc/>
    protected internal override Rng Rng => rng;
}
