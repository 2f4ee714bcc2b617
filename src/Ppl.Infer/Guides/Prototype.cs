using System.Collections.Immutable;
using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>What a guide knows of the model from one run of it: its latents, in their order. Holds no tensor.</summary>
internal sealed record Prototype(ImmutableArray<Latent> Latents)
{
    /// <summary>The names of plates of which the run looked at some elements, with a latent inside: another run may look at others.</summary>
    public ImmutableHashSet<string> Subsampled { get; } =
        [.. Latents.SelectMany(latent => latent.Plates).Where(plate => plate.SubsampleSize < plate.Size).Select(plate => plate.Name)];

    /// <summary>Reads the latents off a run of the model.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="guide">The guide's name, for an error text.</param>
    /// <param name="only">The latents that are the guide's; when null all, but for a guide of continuous latents those that an objective can sum out.</param>
    /// <param name="isDiscrete">Is it a guide of discrete latents, which leaves the others out?</param>
    /// <exception cref="PplException">PPL010: a latent is discrete. PPL024: a name of <paramref name="only"/> is no latent. PPL027: a support has no bijection.</exception>
    public static Prototype Of(Trace trace, string guide, IReadOnlyList<string>? only, bool isDiscrete)
    {
        SampleSite[] latents = [.. trace.Latents.Where(site => !isDiscrete || site.Distribution.Support.IsDiscrete)];
        foreach (string name in only ?? [])
            if (!Array.Exists(latents, site => site.Name == name)) throw Error.UnknownSite($"the model of {guide}", name, latents.Select(site => site.Name));
        return new Prototype([.. latents.Where(site => only?.Contains(site.Name) ?? (isDiscrete || !IsSummedOut(site))).Select(site => isDiscrete ? Latent.Of(site) with { IsWhole = !site.Value!.is_floating_point() } : LatentOf(site, guide))]);
    }

    /// <summary>Is a latent left to the objective where nobody says whose it is?</summary>
    private static bool IsSummedOut(SampleSite site) =>
        site.Distribution.Support.IsDiscrete && site.Distribution.HasEnumerableSupport && site.Options.Enumeration != Enumeration.Drawn;

    private static Latent LatentOf(SampleSite site, string guide)
    {
        if (site.Distribution.Support.IsDiscrete) throw Error.DiscreteLatent(site, guide);
        var latent = Latent.Of(site);
        return latent is { IsLocal: true, HasBoundsOfRows: true } ? throw Error.NoSuchOperation(
                site.Description, "one support for all elements of a subsampled plate", "draw it in a guide written by hand, which knows the rows that a run looks at.") : latent;
    }
}
