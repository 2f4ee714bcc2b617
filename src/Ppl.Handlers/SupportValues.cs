namespace Ppl.Handlers;

/// <summary>The values that stand for a latent in its enumeration, along a first dim.</summary>
internal static class SupportValues
{
    /// <summary>Every value of the support. Shape: number of values + as many ones as the site has batch dims + event.</summary>
    public static Tensor All(SampleSite site)
    {
        Tensor values = site.Distribution.EnumerateSupport(expand: false);
        Rng rng = EffectStack.RngFrom(site.Origin);
        if (site.Distribution.Over(default).Real is not null) return values;
        // A distribution of numbers alone lists its values in Float32 on the CPU; a draw would be the run's.
        if (values.is_floating_point() && values.dtype != rng.Dtype) values = values.to(rng.Dtype);
        return values.device.type == torch.CPU.type && rng.Device.type != torch.CPU.type ? values.to(rng.Device) : values;
    }

    /// <summary>
    /// Independent draws for each element of the plates. Where the distribution depends on enumerated sites, each is of the equal mixture over their
    /// values, so that it depends on none of them. Shape: number of draws + the plates' batch dims + event.
    /// </summary>
    public static Tensor Draws(SampleSite site, int count, int plateDepth)
    {
        Rng rng = site.Rng ?? EffectStack.RngFrom(site.Origin);
        Shape batch = site.Distribution.BatchShape, events = site.Distribution.EventShape;
        Shape plates = batch.Last(Math.Min(plateDepth, batch.Rank));
        long components = batch.DropLast(plates.Rank).NumberOfElements;
        Tensor draws = site.Draw(rng, [count]).reshape([count, components, .. plates, .. events]);
        if (components == 1) return draws.squeeze(1);
        long elements = count * plates.NumberOfElements;
        Tensor component = torch.tensor([.. Enumerable.Range(0, checked((int)elements)).Select(_ => rng.NextInt64(components))]).to(draws.device);
        long[] index = [count, 1, .. plates, .. Ones(events.Rank)];
        return draws.gather(1, component.reshape(index).expand([count, 1, .. plates, .. events])).squeeze(1);
    }

    /// <summary>The values with their first dim at a batch dim of the site.</summary>
    public static Tensor Along(int dim, Tensor values, SampleSite site)
    {
        Shape shape = Shape.Of(values), events = site.Distribution.EventShape;
        Shape plates = shape[1..].DropLast(events.Rank);
        int room = -dim - 1;
        if (plates.Rank > room) plates = plates.Last(room);     // ones: the dims of other enumerated sites
        return values.reshape([shape[0], .. Ones(room - plates.Rank), .. plates, .. events]);
    }

    private static long[] Ones(int count)
    {
        var ones = new long[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
