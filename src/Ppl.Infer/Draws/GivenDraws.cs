using System.Collections.Immutable;
using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>Gives latents the values of draws made before, those of one chunk.</summary>
internal sealed class GivenDraws(IReadOnlyList<Draws> sites, Chunk chunk, torch.Device device) : Handler
{
    private readonly HashSet<string> supplied = [];

    internal override string Description => "the draws";

    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || sites.FirstOrDefault(draws => draws.Name == site.Name) is not { } draws) return;
        supplied.Add(draws.Name);
        int size = (int)draws.Shape.NumberOfElements;
        ImmutableArray<double> values = draws.Values.Slice(chunk.Start * size, chunk.Count * size);
        Shape listed = [chunk.Count, .. draws.Shape.ToArray()];
        Tensor tensor = torch.tensor([.. values], listed.ToArray(), draws.Dtype, device);
        site.Supply(chunk.SideBySide(tensor, site.Distribution.EventShape.Rank), this);
    }

    /// <exception cref="PplException">PPL024: the model has no latent of a name.</exception>
    public void RequireAll(Trace trace)
    {
        foreach (Draws draws in sites)
            if (!supplied.Contains(draws.Name)) throw Error.UnknownSite("the model's latents", draws.Name, trace.Latents.Select(site => site.Name));
    }
}
