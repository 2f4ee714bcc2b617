using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Integrates latents out whose posterior is known in closed form. Contract: ∫ p(z, rest) dz. Made anew for each run, for a prior θ (Beta,
/// Gamma, Dirichlet, Normal) whose value is, as it is, an argument of sites of a conjugate family: the probability of Bernoulli, Binomial, Geometric,
/// Categorical, OneHotCategorical and Multinomial, the rate of Poisson, Exponential and Gamma, the location of Normal.
/// </summary>
/// <remarks>
/// The site is hidden, its value a draw from the prior, through which no gradient flows. Each site y that it enters is followed by a factor
/// <c>y_collapsed</c> = log p(θ | before y) - log p(θ | y too): with log p(y | θ) that is the log predictive density of y, whatever θ was drawn
/// (Chib 1995, eq. 4).
/// </remarks>
public sealed class Collapse(params IReadOnlyCollection<string> names) : Handler
{
    private readonly List<Collapsed> collapsed = [];
    private readonly Dictionary<SampleSite, double> scales = [];
    private bool isEntered;

    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites => names;

    /// <inheritdoc/>
    protected internal override void Entering()
    {
        if (isEntered) throw Error.RecorderEnteredTwice(nameof(Collapse));
        isEntered = true;
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        scales[site] = site.Scale;
        if (site.IsObserved || !names.Contains(site.Name)) return;
        var prior = new Collapsed(site);
        collapsed.Add(prior);
        site.Value = prior.Value;
        site.Hide();
    }

    /// <inheritdoc/>
    protected internal override void Postprocess(SampleSite site)
    {
        foreach (Collapsed prior in collapsed)
            if (prior.Site != site && prior.Update(site, scales[site]) is { } correction)
                EffectStack.Perform(new FactorSite($"{site.Name}_collapsed", correction, isReparameterized: true) { Plates = prior.Site.Plates });
    }

    /// <inheritdoc/>
    protected internal override void Postprocess(FactorSite site)
    {
        foreach (Collapsed prior in collapsed) prior.RefuseDependent(site);
    }

    /// <summary>A latent that is integrated out, and what is known of it so far.</summary>
    private sealed class Collapsed
    {
        private readonly int dims;
        private Distribution posterior;

        public Collapsed(SampleSite site)
        {
            (Site, posterior) = (site, site.Distribution);
            (Distribution elements, dims) = Elements(posterior);
            if (elements is not IConjugatePrior)
                throw Error.NoSuchOperation($"{site.Description}: {posterior.Name}", "closed-form integral", "collapse sites that are Beta, Gamma, Dirichlet or Normal.");
            using (torch.no_grad()) Value = posterior.Sample(site.Rng ?? EffectStack.RngFrom(site.Origin));
            Value.requires_grad_(true);
        }

        public SampleSite Site { get; }

        public Tensor Value { get; }

        /// <summary>Takes a site that the latent enters into account: log p(θ | before) - log p(θ | the site too), or null where it does not enter.</summary>
        /// <param name="site">On its way back.</param>
        /// <param name="scale">What its term is multiplied by inside Collapse.</param>
        public Tensor? Update(SampleSite site, double scale)
        {
            (Distribution likelihood, int likelihoodDims) = Elements(site.Distribution);
            (Distribution prior, _) = Elements(posterior);
            if ((likelihood as ILikelihood)?.Natural(prior, Value, site.Value!) is not { } evidence)
            {
                RefuseDependent(site);
                return null;
            }
            if (scale != 1 || Site.Scale != 1)
                throw NoIntegral(site, "a term that is multiplied has no such integral: put Scale outside Collapse, and do not collapse in or into a subsampled plate.");
            Tensor[] known = ((IConjugatePrior)prior).Natural(Value);
            int own = prior.EventShape.Rank;
            Tensor Total(Tensor each) => SumTo(prior.BatchShape, Unmasked(each, likelihood.BatchShape, site.Mask, likelihoodDims, own), own);
            Tensor[] sums = [.. evidence.Select((each, i) => known[i] + Total(each))];
            Distribution before = posterior;
            posterior = ((IConjugatePrior)prior).WithNatural(sums).Expand(prior.BatchShape).ToEvent(dims);
            return before.LogProb(Value) - posterior.LogProb(Value);
        }

        /// <summary>Refuses a site that the latent enters in a way that has no closed form. Reads a tensor: asked only while values are checked.</summary>
        public void RefuseDependent(ScoredSite site)
        {
            if (!EffectStack.ChecksValues || !site.LogProb.requires_grad) return;
            Tensor withValue = site.LogProb.sum() + 0 * Value.sum();
            Tensor slope = torch.autograd.grad([withValue], [Value], retain_graph: true)[0];
            if (!(slope == 0).all().item<bool>())
                throw NoIntegral(site, "give that site's distribution the value itself, as the argument of a conjugate family; else do not collapse it.");
        }

        private PplException NoIntegral(Site site, string hint) =>
            Error.NoSuchOperation($"{Site.Description}: {Site.Distribution.Name}", $"closed-form integral with {site.Description}", hint);

        /// <summary>The natural parameters, their last dims their own, for every element of the data; 0 where it is masked.</summary>
        private static Tensor Unmasked(Tensor each, Shape elements, Tensor? mask, int eventDims, int own)
        {
            var shape = Shape.Of(each);
            Tensor whole = each.expand((Shape.Broadcast(shape.DropLast(own), elements) + shape.Last(own)).AsSpan());
            if (mask is null) return whole;
            for (int i = 0; i < eventDims + own; i++) mask = mask.unsqueeze(-1);
            return whole.masked_fill(mask.logical_not(), 0);
        }

        /// <summary>The sum over the batch dims that the latent lacks.</summary>
        private static Tensor SumTo(Shape batch, Tensor x, int own)
        {
            int rank = (int)x.dim() - own;
            long[] lacking = [.. Enumerable.Range(0, rank).Where(dim => dim < rank - batch.Rank || batch[dim - rank + batch.Rank] == 1).Select(dim => (long)dim)];
            if (lacking.Length == 0) return x;
            Tensor sum = x.sum(lacking, keepdim: true);
            return sum.reshape((Shape.Of(sum)[(rank - batch.Rank)..]).ToArray());
        }
    }

    private static (Distribution Elements, int Dims) Elements(Distribution distribution) =>
        distribution is Independent independent ? (independent.Elements, independent.Dims) : (distribution, 0);
}
