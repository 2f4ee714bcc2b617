namespace Ppl;

/// <summary>A sequential plate while a program goes through it: what it does to the sites inside.</summary>
internal sealed class OpenSequentialPlate(string name, double scale) : Handler
{
    public string Name => name;

    internal override string Description => $"sequential plate \"{name}\"";

    /// <summary>Which of its elements the program is at: what it sampled at another is out of reach.</summary>
    public int Position { get; set; } = -1;

    protected internal override void Process(SampleSite site) => Enclose(site);

    protected internal override void Process(FactorSite site) => Enclose(site);

    private void Enclose(ScoredSite site)
    {
        site.Scale *= scale;
        site.Loops = site.Loops.Add(new LoopFrame(this, Position, History: 0));
    }
}
