using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// All latents jointly normal in unconstrained space, their covariance of few directions and a diagonal: Σ = W W' + diag(scale)² (Ong, Nott and Smith 2018).
/// For more latents than <see cref="AutoMultivariateNormal{TData}"/> can take: K (rank + 2) parameters for K numbers.
/// </summary>
/// <remarks>Parameters: <c>joint.loc</c>, <c>joint.factor</c> (W, which starts from noise: at 0 it would stay there) and <c>joint.scale</c>. PPL110 refuses a latent in a subsampled plate.</remarks>
/// <param name="model">The model.</param>
/// <param name="rank">How many columns W has; √K, rounded, when null.</param>
/// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
/// <param name="scale">The first standard deviation of every number, about.</param>
/// <param name="only">The latents that are this guide's; all when null.</param>
/// <param name="name">The name of the vector, with which those of the parameters begin; two joint guides in one list need two names.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoLowRankNormal<TData>(
    Program<TData> model, int? rank = null, InitialValues? initial = null, double scale = 0.1, IReadOnlyList<string>? only = null, string name = "joint")
    : JointGuide<TData>(model, initial, only, name)
{
    private readonly double scale = scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A standard deviation is positive.");
    private readonly int? rank = rank is null or > 0 ? rank : throw new ArgumentOutOfRangeException(nameof(rank), rank, "A factor has at least one column.");

    private protected override Distribution Joint(GuideRun run) => new LowRankMultivariateNormal(Loc(run), Factor(run), Scale(run).square());

    private protected override (Tensor Loc, Tensor Scale)? Moments(GuideRun run) =>
        (Loc(run), (Factor(run).square().sum(dim: -1) + Scale(run).square()).sqrt());

    private Tensor Factor(GuideRun run) => ParamOf("factor", () =>
    {
        Tensor start = Start(run);
        int columns = rank ?? Math.Max(1, (int)Math.Round(Math.Sqrt(start.size(0))));
        return run.Noise([start.size(0), columns], start) * (scale * Math.Sqrt(0.5 / columns));
    });

    private Tensor Scale(GuideRun run) => ParamOf("scale", () => torch.full_like(Start(run), scale * Math.Sqrt(0.5)), Constraints.Positive);
}
