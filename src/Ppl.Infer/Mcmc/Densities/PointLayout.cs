namespace Ppl.Infer;

/// <summary>Where each latent's unconstrained elements stand within a point: one latent after another, row-major.</summary>
internal sealed partial class PointLayout
{
    private readonly List<Part> parts = [];
    private long[] sizes = [];

    /// <summary>How many numbers a point has.</summary>
    public int Dimension { get; private set; }

    public IEnumerable<string> Names => parts.Select(part => part.Name);

    /// <summary>Each latent with the shape of its elements.</summary>
    public string Description => string.Join(", ", parts.Select(part => $"{part.Name} {(Shape)part.Shape}"));

    /// <summary>Adds a latent behind the others.</summary>
    /// <param name="name">The site's name.</param>
    /// <param name="shape">The shape of its unconstrained elements, those of all points that lie side by side.</param>
    /// <param name="size">How many of them are one point's.</param>
    /// <param name="dtype">The dtype in which the program wants them.</param>
    /// <param name="events">How many dims on the right are the event's.</param>
    public void Add(string name, Shape shape, int size, torch.ScalarType dtype, int events = 0)
    {
        parts.Add(new Part(name, shape.ToArray(), dtype, events));
        sizes = [.. sizes, size];
        Dimension += size;
    }

    /// <summary>Where the elements of some latents stand, in the order of the point.</summary>
    public int[] PlacesOf(IReadOnlyCollection<string> names)
    {
        var places = new List<int>();
        for (int i = 0, start = 0; i < parts.Count; start += (int)sizes[i++])
            if (names.Contains(parts[i].Name)) places.AddRange(Enumerable.Range(start, (int)sizes[i]));
        return [.. places];
    }

    /// <summary>The unconstrained elements of each latent, by site name: views, where the dtype is the points'.</summary>
    /// <param name="points">Float64, [dimension] or [points, dimension].</param>
    public IReadOnlyDictionary<string, Tensor> PartsOf(Tensor points)
    {
        var byName = new Dictionary<string, Tensor>(parts.Count);
        Tensor[] own = parts.Count == 1 ? [points] : points.split(sizes, -1);
        for (int i = 0; i < own.Length; i++)
        {
            Tensor shaped = parts[i].Shape.Length == 1 && own[i].dim() == 1 ? own[i] : own[i].reshape(parts[i].Shape);
            byName.Add(parts[i].Name, parts[i].Dtype == torch.ScalarType.Float64 ? shaped : shaped.to(parts[i].Dtype));
        }
        return byName;
    }

    private sealed record Part(string Name, long[] Shape, torch.ScalarType Dtype, int Events);
}
