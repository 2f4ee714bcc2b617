namespace Ppl;

/// <summary>A sequential plate while a program goes through it: what it does to the sites inside.</summary>
internal sealed class OpenSequentialPlate(string name, double scale) : Handler
{
    public string Name => name;

    internal override string Description => $"sequential plate \"{name}\"";

    protected internal override void Process(SampleSite site) => site.Scale *= scale;

    protected internal override void Process(FactorSite site) => site.Scale *= scale;
}
