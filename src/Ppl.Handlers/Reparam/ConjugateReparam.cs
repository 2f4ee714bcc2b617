using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Draws a latent nearer to its posterior: from the product q(x) ∝ p(x) g(x) of its prior and a member g of the prior's family that stands for
/// the likelihood. x_updated ~ q, and a factor x_correction = log p(x) - log q(x) takes back what that adds.
/// </summary>
/// <remarks>For Normal, Gamma, Beta and Dirichlet priors, also of independent elements. The better g, the nearer to a constant is the sum of the factor and the likelihood.</remarks>
/// <param name="likelihood">g, given the latent's site; its batch and event shapes broadcast to the latent's.</param>
public sealed class ConjugateReparam(Func<SampleSite, Distribution> likelihood) : Reparam
{
    /// <summary>The same g at each run.</summary>
    public ConjugateReparam(Distribution likelihood) : this(_ => likelihood) { }

    /// <inheritdoc/>
    protected internal override Tensor Rewrite(SampleSite site)
    {
        Distribution prior = site.Distribution, evidence = likelihood(site);
        (Distribution elements, int dims) = Elements(prior);
        Distribution other = Elements(evidence).Elements;
        if (elements is not IConjugatePrior family || other.GetType() != elements.GetType())
            throw Unknown(site, $"product with {evidence.Name}", "give a likelihood in the family of the prior: Normal, Gamma, Beta or Dirichlet.");
        Tensor like = elements.Mean;
        Tensor[] sum = [.. family.Natural(like).Zip(((IConjugatePrior)other).Natural(like), (a, b) => a + b)];
        Distribution updated = family.WithNatural(sum).Expand(elements.BatchShape).ToEvent(dims);
        Tensor x = Draw(site, "updated", updated);
        Primitives.Factor($"{site.GivenName}_correction", prior.LogProb(x) - updated.LogProb(x), updated.IsReparameterized);
        return x;
    }
}
