namespace Ppl.Handlers;

/// <summary>
/// Leaves elements out of the log density of every sample site and factor inside. Contract: sum over the mask of log p;
/// a masked value never reaches the density, so that NaN there gives neither NaN nor NaN gradients.
/// </summary>
/// <param name="mask">Bool, broadcasting to the batch shapes inside; false leaves out. The caller keeps it.</param>
public sealed class Mask(Tensor mask) : Handler
{
    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => site.Restrict(mask);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => site.Restrict(mask);
}
