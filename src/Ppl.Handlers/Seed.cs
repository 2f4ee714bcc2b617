namespace Ppl.Handlers;

/// <summary>
/// The generator of every draw inside it. Contract: (z, x) = f(state of the generator): one seed and one build of libtorch give one run, to the last bit.
/// </summary>
public sealed class Seed(Rng rng) : Handler
{
    /// <inheritdoc/>
    internal override bool LetsSamplesPass => true;

    /// <inheritdoc/>
    protected internal override Rng Rng => rng;
}
