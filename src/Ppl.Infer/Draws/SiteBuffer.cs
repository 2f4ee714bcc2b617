using System.Runtime.InteropServices;

namespace Ppl.Infer;

/// <summary>Collects the draws of one site, run by run.</summary>
/// <param name="name">The site's name.</param>
/// <param name="role">What is drawn.</param>
/// <param name="single">The value of a single run.</param>
/// <param name="events">How many dims on the right are the event's.</param>
/// <param name="count">How many draws there are to be.</param>
internal sealed class SiteBuffer(string name, SiteRole role, Tensor single, int events, int count)
{
    private readonly Shape shape = Shape.Of(single);
    private readonly torch.ScalarType dtype = single.dtype;
    private readonly double[] values = new double[count * Shape.Of(single).NumberOfElements];

    public string Name => name;

    /// <exception cref="InvalidOperationException">The value has not the shape of the first run's.</exception>
    public void Read(Tensor value, Chunk chunk)
    {
        Tensor listed = chunk.Listed(value, shape, events) ?? throw new InvalidOperationException(
            $"Site \"{name}\" has shape {shape} in the first run and {Shape.Of(value)} in that of {chunk.Count} draw(s): draws are kept as one array.");
        TensorText.ToDoubles(listed).CopyTo(values.AsSpan((int)(chunk.Start * shape.NumberOfElements)));
    }

    public Draws ToDraws(int chains = 1) => new(name, shape, ImmutableCollectionsMarshal.AsImmutableArray(values), role, dtype) { Chains = chains };
}
