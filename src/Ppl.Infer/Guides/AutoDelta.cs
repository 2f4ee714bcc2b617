using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// A point for each latent: with the model, maximum a posteriori, argmax log p(z, x) over the constrained z; with the model under
/// <see cref="FlatPriors"/>, maximum likelihood. The bound is log p(z, x) at the point.
/// </summary>
/// <remarks>Parameters: <c>z.point</c> for a latent z, in its support; one for each element of a plate, subsampled or not.</remarks>
/// <param name="model">The model.</param>
/// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
/// <param name="only">The latents that are this guide's; all when null.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoDelta<TData>(Program<TData> model, InitialValues? initial = null, IReadOnlyList<string>? only = null) : ModelGuide<TData>(model, initial, only)
{
    private protected override void Guide(GuideRun run)
    {
        foreach (Latent latent in run.Latents)
            run.Inside(latent, () => Primitives.Sample(latent.Name, new Delta(Point(run, latent), eventDim: latent.EventDim), line: 0));
    }

    private protected override Marginal? MarginalOf(GuideRun run, Latent latent) => new(latent.Transform.Inverse(run.Inside(latent, () => Point(run, latent))), null);

    private static Tensor Point(GuideRun run, Latent latent) => GuideRun.ParamOf(latent, "point", () => run.Start(latent), latent.Support, latent.EventDim);
}
