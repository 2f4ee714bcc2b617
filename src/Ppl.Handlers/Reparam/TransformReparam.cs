using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Draws a transformed variable through the one that it is made of: x_base ~ p, x = f(x_base). For <see cref="TransformedDistribution"/>,
/// LogNormal and LogUniform, also of independent elements; where a rule chooses strategies, it is asked about x_base too.
/// </summary>
public sealed class TransformReparam : Reparam
{
    /// <inheritdoc/>
    protected internal override Tensor Rewrite(SampleSite site)
    {
        (Distribution elements, int dims) = Elements(site.Distribution);
        if (elements is not IPushForward function)
            throw Unknown(site, "base variable", "take TransformReparam for a TransformedDistribution, LogNormal or LogUniform.");
        return function.Transform.Forward(Draw(site, "base", function.Origin.ToEvent(dims), isFinal: false));
    }
}
