using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// Independent normal numbers in unconstrained space: z = f(x), x ~ Normal(loc, scale), f the bijection onto the support of each latent (Kucukelbir,
/// Tran, Ranganath, Gelman and Blei 2017, section 2.4: mean field).
/// </summary>
/// <remarks>Parameters: <c>z.loc</c> and <c>z.scale</c> for a latent z, unconstrained; one for each element of a plate, subsampled or not.</remarks>
/// <param name="model">The model.</param>
/// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
/// <param name="scale">The first standard deviation of every number.</param>
/// <param name="only">The latents that are this guide's; all when null.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoNormal<TData>(Program<TData> model, InitialValues? initial = null, double scale = 0.1, IReadOnlyList<string>? only = null)
    : ModelGuide<TData>(model, initial, only)
{
    private readonly double scale = scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A standard deviation is positive.");

    private protected override void Guide(GuideRun run)
    {
        foreach (Latent latent in run.Latents)
            run.Inside(latent, () => Primitives.Sample(latent.Name, GuideRun.Onto(latent, new Normal(Loc(run, latent), Scale(run, latent))), line: 0));
    }

    private protected override Marginal? MarginalOf(GuideRun run, Latent latent) =>
        new(run.Inside(latent, () => Loc(run, latent)), run.Inside(latent, () => Scale(run, latent)));

    private static Tensor Loc(GuideRun run, Latent latent) =>
        GuideRun.ParamOf(latent, "loc", () => run.UnconstrainedStart(latent), Constraints.Real, latent.UnconstrainedDim);

    private Tensor Scale(GuideRun run, Latent latent) => GuideRun.ParamOf(
        latent, "scale", () => torch.full_like(run.UnconstrainedStart(latent), scale), Constraints.Positive, latent.UnconstrainedDim);
}
