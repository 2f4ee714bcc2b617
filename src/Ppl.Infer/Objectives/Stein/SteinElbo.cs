using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Stein variational gradient descent (Liu and Wang 2016): moves the points x_1 ... x_n of a <see cref="SteinParticles{TData}"/> along
/// φ(x) = (1/n) Σ_j [k(x_j, x) ∇log p(x_j) + ∇_x_j k(x_j, x)], the direction in which their distribution comes nearer to the posterior fastest. The first part
/// leads to where density is, the second keeps them apart.
/// </summary>
/// <remarks>
/// Points and densities are those of unconstrained space, p(x) = p(data, z(x)) |det dz/dx|. The loss is no bound: it is the mean of -log p(x_i), in nats. Parameters of the model
/// follow the mean of ∇log p(data, z_i) (generalised expectation maximisation). Terms of a subsampled plate are scaled, and ∇log p is then a noisy one.
/// </remarks>
/// <param name="particles">n, as many as the guide has.</param>
/// <param name="kernel"><see cref="SteinKernel.Rbf"/> when null.</param>
/// <param name="vectorize">
/// True: one run of all points side by side (<see cref="Broadcast"/>), to the left of the programs' own plates, for programs that broadcast. False: one run after another.
/// </param>
public sealed class SteinElbo(int particles, SteinKernel? kernel = null, bool vectorize = true) : Elbo
{
    private readonly Particles particles = new(particles, vectorize);
    private readonly SteinKernel kernel = kernel ?? SteinKernel.Rbf();

    /// <inheritdoc/>
    internal override bool HasGradientOfLoss => false;

    /// <inheritdoc/>
    /// <exception cref="PplException">PPL003-PPL007: the guide does not fit the model; PPL201: a density is not finite; PPL314: the guide is none of so many points.</exception>
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
    {
        var points = new PointsInTurn(particles.Count, particles.Plate is null ? null : plateDepth);
        IReadOnlyList<GuidedRun> runs = particles.RunAlike(model, Given(points, guide), plateDepth, (m, g) => Run(m, g, points));
        Tensor logDensity = particles.Plate is null ? torch.stack(runs.Select(run => LogDensity(run, points.Vector!))) : LogDensity(runs[0], points.Vector!);
        Tensor loss = -logDensity.mean();
        double number = (double)loss;
        if (!double.IsFinite(number)) throw FiniteCheck.NonFiniteLoss(number, runs);
        return new ElboEstimate(number, torch.is_grad_enabled() ? Surrogate(loss, logDensity, points) : loss, runs);
    }

    private static Action Given(PointsInTurn points, Action guide) => () =>
    {
        using Scope scope = points.Enter();
        scope.Run(guide);
    };

    private static GuidedRun Run(Action model, Action guide, PointsInTurn points)
    {
        var run = GuidedRun.Of(model, guide);
        run.RequireDrawn(nameof(SteinElbo));
        if (points.Vector is null) throw Error.Options("the guide has no points to move", "take new SteinParticles<…>(model, count) for the guide of SteinElbo.");
        foreach (SampleSite site in run.Guide.Latents)
            if (site.Name != points.Vector && site.Distribution.Support is not PointConstraint)
                throw Error.Options($"\"{site.Name}\" is drawn, and not one of the points", "give it to SteinParticles too, or to AutoDelta.");
        return run;
    }

    /// <summary>log p(data, z) + log |det dz/dx|, of one point or of each.</summary>
    private Tensor LogDensity(GuidedRun run, string vector)
    {
        Tensor sum = run.Model.Total(particles.Plate);
        foreach (ScoredSite site in run.Guide.Scored)
            if (site.Name != vector) sum -= site.Total(particles.Plate);
        return sum;
    }

    /// <summary>The points get -φ, the model's parameters the gradient of the loss.</summary>
    private Tensor Surrogate(Tensor loss, Tensor logDensity, PointsInTurn points)
    {
        Tensor scores = torch.autograd.grad([logDensity.sum()], [points.Leaf!], retain_graph: true)[0];
        return loss - (kernel.Direction(points.Leaf!.detach(), scores) * points.Points!).sum();
    }
}
