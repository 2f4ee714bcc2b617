namespace Ppl.Handlers;

/// <summary>Multiplies the log density of every sample site and factor inside. Contract: factor * log p.</summary>
/// <param name="factor">Positive and finite.</param>
public sealed class Scale(double factor) : Handler
{
    private readonly double factor = factor > 0 && double.IsFinite(factor)
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "A scale is positive and finite.");

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => site.Scale *= factor;

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => site.Scale *= factor;
}
