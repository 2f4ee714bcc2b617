namespace Ppl.Infer;

/// <summary>Discrete latents that a chain holds at values, and draws in turn: their values now, which outlive tensor scopes.</summary>
internal sealed class HeldLatents : IDisposable
{
    private readonly IReadOnlyList<HeldSite> sites;
    private readonly torch.Device device;
    private readonly Dictionary<string, Tensor> values = [];

    public HeldLatents(IReadOnlyList<HeldSite> sites, torch.Device device)
    {
        (this.sites, this.device) = (sites, device);
        Count = sites.Sum(site => site.Size);
    }

    /// <summary>How many numbers they are.</summary>
    public int Count { get; }

    public IEnumerable<string> Names => sites.Select(site => site.Name);

    /// <summary>The value at which a site is held.</summary>
    public Tensor this[string name] => values[name];

    /// <summary>Gives the sites their values, but for one that is to be drawn.</summary>
    public Handler Except(string? drawn) => new Values(values, drawn);

    /// <summary>Holds a site at a value, which is copied.</summary>
    public void Set(string name, Tensor value)
    {
        if (values.Remove(name, out Tensor? before)) before.Dispose();
        values.Add(name, value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Holds the sites at numbers, one site after another, row-major.</summary>
    public void Set(ReadOnlySpan<double> numbers)
    {
        using TensorScope scope = TensorScope.Begin();
        foreach (HeldSite site in sites)
        {
            Set(site.Name, torch.tensor(numbers[..site.Size].ToArray(), site.Shape.ToArray(), torch.ScalarType.Float64, device).to(site.Dtype));
            numbers = numbers[site.Size..];
        }
    }

    /// <summary>The numbers at which the sites are held.</summary>
    public double[] Numbers() => [.. sites.SelectMany(site => TensorText.ToDoubles(values[site.Name]))];

    public void Dispose()
    {
        foreach (Tensor value in values.Values) value.Dispose();
        values.Clear();
    }

    private sealed class Values(IReadOnlyDictionary<string, Tensor> values, string? drawn) : Handler
    {
        protected internal override void Process(SampleSite site)
        {
            if (site.Value is null && site.Name != drawn && values.TryGetValue(site.Name, out Tensor? value)) site.Supply(value, this);
        }
    }
}

/// <summary>A discrete latent that is held.</summary>
/// <param name="Name">The site's name.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Dtype">The dtype of its value.</param>
internal sealed record HeldSite(string Name, Shape Shape, torch.ScalarType Dtype)
{
    public int Size => (int)Shape.NumberOfElements;
}
