namespace Ppl.Infer;

/// <summary>
/// Leaves the latents' own terms out. Contract: log p(x | z). Maximum likelihood is a point guide against a model under it:
/// <c>new Svi&lt;Tensor&gt;(model.Under(new FlatPriors()), new AutoDelta&lt;Tensor&gt;(model), …)</c>.
/// </summary>
public sealed class FlatPriors : Handler
{
    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (!site.IsObserved) site.Scale = 0;
    }
}
