namespace Ppl.Handlers;

/// <summary>
/// Gives every site a value: a known one, that of the change, or one that follows from the seed and the site's name alone. A deterministic site,
/// too, gives its known value in place of the one computed, so that what is inside it does not show behind it. Made anew for each run.
/// </summary>
internal sealed class GivenValues(Rng rng, IReadOnlyDictionary<string, Tensor> known, Change? change) : Handler
{
    /// <summary>What each deterministic site would have been, and each parameter at full size.</summary>
    public Dictionary<string, Tensor> Computed { get; } = [];

    protected internal override Rng Rng => rng;

    protected internal override void Process(SampleSite site)
    {
        if (Changed(site) is { } other) site.Value = other;
        else site.Value ??= known.GetValueOrDefault(site.Name) ?? OtherValues.First(site, rng);
    }

    protected internal override void Process(DeterministicSite site)
    {
        Computed[site.Name] = site.Value!;
        site.Value = Changed(site) ?? known.GetValueOrDefault(site.Name) ?? site.Value;
    }

    protected internal override void Process(ParamSite site)
    {
        if (site.Leaf is not null) return;
        site.Value = Changed(site) ?? known.GetValueOrDefault(site.Name) ?? site.Value ?? site.Initial();
        Computed[site.Name] = site.Value;
    }

    /// <summary>The subsample, too, follows from the plate's name: it is the same in each run.</summary>
    protected internal override void Process(PlateSite site) => site.Rng ??= OtherValues.Stream(rng, site.Name);

    private Tensor? Changed(Site site) => change?.Node == site.Name ? change.Value : null;
}
