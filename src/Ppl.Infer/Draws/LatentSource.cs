using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>Where the latents of a model's runs come from: one run for some of many draws.</summary>
internal static class LatentSource
{
    /// <summary>The prior: the model draws them itself.</summary>
    public static Func<Chunk, GuidedRun> Prior<TData>(Program<TData> model, TData data) =>
        _ => new GuidedRun(new Trace(), Trace.Of(model, data));

    /// <summary>A guide. What the guide lacks, the model draws: data to predict.</summary>
    public static Func<Chunk, GuidedRun> Guide<TData>(Program<TData> model, Program<TData> guide, TData data) => _ =>
    {
        var guideTrace = Trace.Of(guide, data);
        using Scope replay = new Replay(guideTrace).Enter();
        var modelTrace = Trace.Of(model, data);
        Validate.GuideSites(guideTrace, modelTrace);
        return new GuidedRun(guideTrace, modelTrace);
    };

    /// <summary>Draws that were made before.</summary>
    public static Func<Chunk, GuidedRun> Given<TData>(Program<TData> model, Samples latents, TData data, torch.Device device)
    {
        Draws[] sites = [.. latents.Where(site => site.Role == SiteRole.Latent)];
        return chunk =>
        {
            var given = new GivenDraws(sites, chunk, device);
            using Scope scope = given.Enter();
            var trace = Trace.Of(model, data);
            given.RequireAll(trace);
            return new GuidedRun(new Trace(), trace);
        };
    }
}
