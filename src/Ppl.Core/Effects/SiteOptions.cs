namespace Ppl;

/// <summary>What a site asks of the algorithms that meet it.</summary>
public sealed record SiteOptions
{
    /// <summary>The options of a site that asks for nothing.</summary>
    public static SiteOptions Default { get; } = new();

    /// <summary>Allows this guide site to have no counterpart in the model (else PPL003): an auxiliary variable of the guide.</summary>
    public bool IsAuxiliary { get; init; }

    /// <summary>Whether a strategy of reparameterisation made the site: no other is to write it anew.</summary>
    internal bool IsRewritten { get; init; }
}
