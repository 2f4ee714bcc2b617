namespace Ppl.Core.Tests;

/// <summary>A handler that writes down what passes it, keeps the sites, and does what it is told on the way.</summary>
internal sealed class Witness(string name = "witness", List<string>? log = null, Action<Site>? outwards = null, Action<Site>? back = null) : Handler
{
    public Dictionary<string, Site> Sites { get; } = [];

    public SampleSite this[string site] => (SampleSite)Sites[site];

    protected internal override void Process(SampleSite site) => Out(site);

    protected internal override void Process(ParamSite site) => Out(site);

    protected internal override void Process(PlateSite site) => Out(site);

    protected internal override void Process(DeterministicSite site) => Out(site);

    protected internal override void Process(FactorSite site) => Out(site);

    protected internal override void Postprocess(SampleSite site) => Back(site);

    protected internal override void Postprocess(ParamSite site) => Back(site);

    protected internal override void Postprocess(PlateSite site) => Back(site);

    protected internal override void Postprocess(DeterministicSite site) => Back(site);

    protected internal override void Postprocess(FactorSite site) => Back(site);

    /// <summary>Runs a program, and keeps its sites.</summary>
    public static Witness Of(Action program)
    {
        var witness = new Witness();
        using Scope scope = witness.Enter();
        program();
        return witness;
    }

    private void Out(Site site)
    {
        log?.Add($"{name} out {site.Name}");
        outwards?.Invoke(site);
    }

    private void Back(Site site)
    {
        log?.Add($"{name} back {site.Name}");
        Sites[site.Name] = site;
        back?.Invoke(site);
    }
}
