namespace Ppl.Handlers;

/// <summary>One run of a program under <see cref="GivenValues"/>.</summary>
/// <param name="Trace">Its sites; of a run that failed, those before it did.</param>
/// <param name="Computed">What each deterministic site would have been, and each parameter at full size.</param>
/// <param name="IsComplete">Whether it came to its end.</param>
internal sealed record ProgramRun(Trace Trace, IReadOnlyDictionary<string, Tensor> Computed, bool IsComplete)
{
    private readonly Dictionary<string, Traits?> traits = [];

    /// <summary>The value of every site, by which it can be run again.</summary>
    public Dictionary<string, Tensor> Values() =>
        Trace.Where(site => site is SampleSite || Computed.ContainsKey(site.Name)).ToDictionary(site => site.Name, site => ValueOf(site).detach());

    /// <summary>The site's traits; null for one that depends on nothing.</summary>
    public Traits? TraitsOf(Site site)
    {
        if (!traits.TryGetValue(site.Name, out Traits? known)) traits[site.Name] = known = Traits.Of(site, Computed.GetValueOrDefault(site.Name));
        return known;
    }

    private Tensor ValueOf(Site site) => site is SampleSite ? site.Value! : Computed[site.Name];
}
