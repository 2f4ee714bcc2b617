namespace Ppl.Distributions;

public sealed partial class ImproperUniform
{
    /// <summary>There are no draws.</summary>
    /// <exception cref="PplException">PPL027: always. Give the site a value, or let a guide draw it.</exception>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        throw Error.NoSuchOperation(Name, nameof(Sample), "it cannot be normalised: give the site a value, let a guide draw it, or take a proper prior.");
}
