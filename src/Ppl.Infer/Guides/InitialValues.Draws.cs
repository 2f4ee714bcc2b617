using Ppl.Handlers;

namespace Ppl.Infer;

public abstract partial class InitialValues
{
    private sealed class OneOfDraws(Samples draws, InitialValues others) : InitialValues
    {
        private readonly Draws[] latents = [.. draws.Where(site => site.Role == SiteRole.Latent)];

        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng) => Chosen(rng).ValueOf(latent, site, rng);

        private protected override Trace Run(Action model, Rng rng, bool needsGradient) => Chosen(rng).Run(model, rng, needsGradient);

        /// <summary>One draw for all sites, which belong together.</summary>
        private GivenValues Chosen(Rng rng)
        {
            int draw = (int)rng.NextInt64(draws.Draws);
            return new GivenValues(latents.ToDictionary(site => site.Name, site => torch.tensor(site[draw].ToArray(), site.Shape.ToArray(), site.Dtype, rng.Device)), others);
        }
    }
}
