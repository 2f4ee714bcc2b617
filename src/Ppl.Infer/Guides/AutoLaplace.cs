using Ppl.Distributions;
using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Laplace's approximation: first the mode of the posterior density in unconstrained space, by the engine's steps; then, by <see cref="AtMode"/>, the normal
/// distribution of the density's value, slope and curvature there (MacKay 2003, chapter 27).
/// </summary>
/// <remarks>Parameter: <c>joint.loc</c>, the mode. PPL110 refuses a latent in a subsampled plate.</remarks>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoLaplace<TData> : JointGuide<TData>
{
    private readonly Program<TData> model;
    private readonly AutoMultivariateNormal<TData> normal;
    private readonly string name;

    /// <param name="model">The model.</param>
    /// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
    /// <param name="only">The latents that are this guide's; all when null.</param>
    /// <param name="name">The name of the vector, with which those of the parameters begin.</param>
    public AutoLaplace(Program<TData> model, InitialValues? initial = null, IReadOnlyList<string>? only = null, string name = "joint")
        : base(model, initial, only, name)
    {
        (this.model, this.name) = (model, name);
        normal = new AutoMultivariateNormal<TData>(model, initial, only: only, name: name);
    }

    /// <summary>The normal approximation at the mode: x ~ MultivariateNormal(mode, H⁻¹), H = -∂² log p(x, y) / ∂x² by automatic differentiation.</summary>
    /// <remarks>
    /// Derivatives are taken in the dtype of the model, so give the engine a generator of Float64; the inverse is in Float64 always. The factor is stored
    /// as <c>joint.cholesky</c> beside the mode, anew at each call.
    /// </remarks>
    /// <param name="parameters">The engine's, after its steps.</param>
    /// <param name="data">All data, as the steps had them; the caller keeps it.</param>
    /// <returns>A guide that shares the mode: for quantiles, draws, the bound, or steps that go on from it.</returns>
    /// <exception cref="PplException">PPL024: there is no mode yet, for no step was taken. PPL206: H is not positive definite, for the steps have not come to a mode.</exception>
    public AutoMultivariateNormal<TData> AtMode(ParamStore parameters, TData data)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using TensorScope scope = TensorScope.Begin();
        Tensor mode = parameters[$"{name}.loc"].Unconstrained;
        using var rng = new Rng(seed: 0, mode.dtype, mode.device);
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(parameters).Enter();
        Tensor hessian = Hessian(data);
        Tensor factor = MultivariateNormal.WithPrecision(torch.zeros_like(hessian.select(0, 0)), hessian).ScaleTril.ToTensor();
        normal.Program(data);                                                       // its factor is met, and stored
        using IDisposable noGradients = torch.no_grad();
        StoredParam stored = parameters[$"{name}.cholesky"];
        stored.Unconstrained.copy_(Biject.To(stored.Constraint).Inverse(factor));
        return normal;
    }

    private protected override void Guide(GuideRun run) => Unpack(run, Loc(run));

    private protected override Distribution Joint(GuideRun run) => new Delta(Loc(run), eventDim: 1);

    private protected override (Tensor Loc, Tensor Scale)? Moments(GuideRun run) => (Loc(run), torch.zeros_like(Loc(run)));

    /// <summary>-∂² log p(x, y) / ∂x², in Float64: a row for each number, each the gradient of one of the gradient's.</summary>
    private Tensor Hessian(TData data)
    {
        using IDisposable gradients = torch.enable_grad();
        GuideRun run = Begin(data, whole: false);
        Tensor mode = Loc(run).detach().requires_grad_(true);
        GuidedRun runs = GuidedRun.Of(() => model(data), () => Unpack(run, mode));
        Tensor density = runs.Model.LogJoint() - runs.Guide.LogJoint();
        Tensor slope = torch.autograd.grad([density], [mode], retain_graph: true, create_graph: true)[0];
        Tensor[] rows = [.. Enumerable.Range(0, (int)mode.size(0)).Select(i => RowOf(slope, i, mode))];
        Tensor matrix = torch.stack(rows).detach().to(torch.float64);
        return (matrix + matrix.mT) * -0.5;
    }

    /// <summary>0 · x keeps a slope that is constant differentiable.</summary>
    private static Tensor RowOf(Tensor slope, int i, Tensor mode) =>
        torch.autograd.grad([slope[i] + 0 * mode[i]], [mode], retain_graph: true)[0];
}
