using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// All latents jointly normal in unconstrained space: x ~ MultivariateNormal(loc, L L') (Kucukelbir, Tran, Ranganath, Gelman and Blei 2017, section 2.4:
/// full rank). It holds every posterior that is normal, correlations included, and takes K²/2 parameters for K numbers.
/// </summary>
/// <remarks>Parameters: <c>joint.loc</c> and <c>joint.cholesky</c>. PPL110 refuses a latent in a subsampled plate.</remarks>
/// <param name="model">The model.</param>
/// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
/// <param name="scale">The first standard deviation of every number.</param>
/// <param name="only">The latents that are this guide's; all when null.</param>
/// <param name="name">The name of the vector, with which those of the parameters begin; two joint guides in one list need two names.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoMultivariateNormal<TData>(
    Program<TData> model, InitialValues? initial = null, double scale = 0.1, IReadOnlyList<string>? only = null, string name = "joint")
    : JointGuide<TData>(model, initial, only, name)
{
    private readonly double scale = scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A standard deviation is positive.");

    private protected override Distribution Joint(GuideRun run) => MultivariateNormal.FromCholesky(Loc(run), Cholesky(run));

    private protected override (Tensor Loc, Tensor Scale)? Moments(GuideRun run) => (Loc(run), Cholesky(run).square().sum(dim: -1).sqrt());

    private Tensor Cholesky(GuideRun run) =>
        ParamOf("cholesky", () => torch.full_like(Start(run), scale).diag_embed(), Constraints.LowerCholesky);
}
