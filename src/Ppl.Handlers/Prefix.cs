namespace Ppl.Handlers;

/// <summary>
/// Names a sub-program's sites: inside, a site is called x, outside <c>name/x</c>; nested prefixes give <c>outer/inner/x</c>. Contract: the density of the
/// program, under other names. It holds for every kind of site: two uses of one sub-program have their own latents, parameters, modules and
/// plates. A plate that both share is opened outside of both.
/// </summary>
/// <remarks>Handlers inside look for <c>x</c>; those outside, and every trace, know <c>name/x</c>.</remarks>
/// <param name="name">The name of the sub-program.</param>
public sealed class Prefix(string name) : Handler
{
    private readonly string name = string.IsNullOrEmpty(name) ? throw new ArgumentException("A prefix is not empty.", nameof(name)) : name;

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => Rename(site);

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site) => Rename(site);

    /// <inheritdoc/>
    protected internal override void Process(PlateSite site) => Rename(site);

    /// <inheritdoc/>
    protected internal override void Process(DeterministicSite site) => Rename(site);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => Rename(site);

    private void Rename(Site site) => site.Rename($"{name}/{site.Name}");
}
