using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// A value for each element of each enumerated site. As a handler it has programs run again at these, and at all else that their enumerated runs had: drawn values where they
/// depend on enumerated ones, and the elements of plates.
/// </summary>
internal sealed class Assignment : Handler
{
    private readonly IReadOnlyList<Trace> enumerated;
    private readonly AxisTable axes;
    private readonly Dictionary<Axis, NamedTensor> chosen = [];

    /// <param name="enumerated">The programs' runs under <see cref="Enumerate"/>.</param>
    /// <param name="axes">Their axes.</param>
    /// <param name="choose">Which of how many values an element has, by its place among those of its site.</param>
    public Assignment(IReadOnlyList<Trace> enumerated, AxisTable axes, Func<long, long, long> choose)
    {
        (this.enumerated, this.axes) = (enumerated, axes);
        foreach (SampleSite site in enumerated.SelectMany(trace => trace.OfType<SampleSite>()))
            if (site.Enumeration is not null && !chosen.ContainsKey(axes[site.Name])) chosen.Add(axes[site.Name], Chosen(site, choose));
    }

    internal override string Description => "the values of a trial";

    /// <summary>What a table says of the values.</summary>
    public NamedTensor Of(NamedTensor table)
    {
        NamedTensor given = table;
        foreach (Axis axis in table.Axes)
            if (chosen.TryGetValue(axis, out NamedTensor? index)) given = given.At(axis, index);
        return given;
    }

    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || Find<SampleSite>(site.Name) is not { } recorded) return;
        site.Follow(recorded, this);
        site.Enumeration = null;
        site.Value = ValueOf(recorded, site.Distribution.BatchShape);
    }

    protected internal override void Process(PlateSite site)
    {
        if (Find<PlateSite>(site.Name) is { } recorded) site.Follow(recorded);
    }

    private NamedTensor Chosen(SampleSite site, Func<long, long, long> choose)
    {
        EnumeratedAxis axis = axes[site.Name];
        Axis[] plates = [.. axes.PlatesOf(axis)];
        long[] shape = NamedTensor.Lengths(plates), places = new long[shape.Aggregate(1L, (product, length) => product * length)];
        for (int i = 0; i < places.Length; i++) places[i] = choose(i, axis.Length);
        return new NamedTensor(torch.tensor(places, device: site.Value!.device).reshape(shape), plates);
    }

    /// <summary>The value of a latent in the shape that it has where nothing is enumerated.</summary>
    private Tensor ValueOf(SampleSite recorded, Shape batch)
    {
        Tensor value = recorded.Value!;
        Shape events = recorded.Distribution.EventShape, shape = Shape.Of(value), alone = batch + events;
        if (shape == alone) return value;
        var dims = new List<Axis>();
        for (int dim = events.Rank - shape.Rank; dim < 0; dim++)
            if (shape[^(events.Rank - dim)] != 1) dims.Add(axes.AxisAt(dim, recorded));
        Axis[] ofEvent = [.. events.ToArray().Select(length => new BatchAxis("event", length))], named = [.. dims, .. ofEvent];
        var table = new NamedTensor(value.reshape(NamedTensor.Lengths(named)), named);
        return Of(table).Expanded([.. axes.PlateDimsOf(recorded), .. ofEvent]).Tensor.reshape(alone.ToArray());
    }

    private TSite? Find<TSite>(string name) where TSite : Site
    {
        foreach (Trace trace in enumerated)
            if (trace.Find<TSite>(name) is { } site) return site;
        return null;
    }
}
