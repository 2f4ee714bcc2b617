using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// log p(z) + log |dz/du| and log p(x | z) of chains side by side, as functions of points u of unconstrained space: one row of numbers a chain, the latents'
/// elements one after another.
/// </summary>
internal sealed class AnnealedDensity(Action model, ParamStore? parameters, int chains)
{
    private readonly PointLayout layout = new();
    private int depth;

    /// <summary>How many numbers a point has.</summary>
    public int Dimension => layout.Dimension;

    public int Chains => chains;

    /// <summary>Draws points from the prior, [chains, dimension] row by row, and finds how the model is laid out.</summary>
    /// <exception cref="ArgumentException">The model has no latents, a plate of it is subsampled, or it does not broadcast.</exception>
    public double[] DrawPrior(Rng rng)
    {
        double[] points = [];
        var runs = new ManyRuns(_ => new GuidedRun(new Trace(), Trace.Of(model)), parameters, rng, new DrawOptions { AtOnce = chains });
        runs.ForEach(
            chains,
            first =>
            {
                if (!first.Model.Latents.Any()) throw new ArgumentException("The model has no latents.", nameof(model));
                WholePlates.Require(first.Model);
            },
            (made, chunk) =>
            {
                depth = chunk.Depth ?? throw new ArgumentException("The model does not broadcast, and chains run side by side.", nameof(model), runs.Obstacle);
                points = TensorText.ToDoubles(torch.cat([.. made.Model.Latents.Select(LayOut)], 1));
            });
        return points;
    }

    /// <summary>Both log densities at points, one number a chain, and the gradient of log prior + β log likelihood. Lives in the caller's tensor scope.</summary>
    /// <param name="points">Float64, [chains, dimension].</param>
    /// <param name="beta">β.</param>
    public (Tensor LogPrior, Tensor LogLikelihood, Tensor Gradient) Evaluate(Tensor points, double beta)
    {
        using IDisposable gradients = torch.enable_grad();
        using ValueChecks checks = ValueChecks.Set(false);    // A leapfrog step may go anywhere; what is not finite is not accepted.
        Tensor leaf = points.detach().requires_grad_(true);
        var place = new UnconstrainedLatents(layout.PartsOf(leaf));
        Trace trace = Run(place);
        Tensor prior = 0 * leaf.sum(dim: 1);    // Every number of a point has a gradient, if only 0.
        if (place.LogJacobian(chains) is { } jacobian) prior = prior + jacobian;
        Tensor likelihood = torch.zeros([chains], torch.float64, points.device);
        foreach (ScoredSite site in trace.Scored)
        {
            Tensor term = site.Total(Chunk.Name);
            if (site is SampleSite { IsObserved: false }) prior = prior + term;
            else likelihood = likelihood + term;
        }
        Tensor gradient = torch.autograd.grad([(prior + (beta * likelihood)).sum()], [leaf])[0];
        return (prior.detach(), likelihood.detach(), gradient);
    }

    private Trace Run(UnconstrainedLatents place)
    {
        using Scope values = place.Enter();
        using Scope copies = new Broadcast(Chunk.Name, chains, -depth - 1).Enter();
        if (parameters is null) return Trace.Of(model);
        using Scope bind = new BindParams(parameters).Enter();
        return Trace.Of(model);
    }

    private Tensor LayOut(SampleSite site)
    {
        Tensor point = UnconstrainedLatents.PointOf(site);
        if (!layout.Names.Contains(site.Name)) layout.Add(site.Name, Shape.Of(point), (int)(Shape.Of(point).NumberOfElements / chains), point.dtype);
        return point.reshape(chains, -1).to(torch.float64);
    }
}
