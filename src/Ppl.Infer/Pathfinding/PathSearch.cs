namespace Ppl.Infer;

/// <summary>One path: from its start up to a mode, with a look at the normal distribution of each point (Zhang et al. 2022, algorithm 1).</summary>
/// <param name="density">Its own.</param>
/// <param name="options">The engine's.</param>
/// <param name="rng">Its own.</param>
/// <param name="cancel">Ends it between two evaluations.</param>
internal sealed class PathSearch(IDensity density, PathfinderOptions options, Rng rng, CancellationToken cancel)
{
    private readonly LocalNormal local = new(density.Dimension, options.Pairs);
    private readonly List<double> elbos = [];
    private LinePoint? before;
    private NormalApproximation? best;
    private double bestElbo = double.NegativeInfinity;

    public PathfinderPath From(double[] start)
    {
        var minimizer = new Lbfgs { Pairs = options.Pairs, MaxIterations = options.MaxIterations, GradientTolerance = options.GradientTolerance };
        Minimum end = minimizer.Minimize(StartingPoint.Negative(density), start, Arrive, cancel);
        // Of the start nothing is known but its gradient; where the path ends there, that must do.
        if (elbos.Count == 0 && before is not null) Estimate(before);
        return new PathfinderPath(end, elbos, best);
    }

    /// <summary>Comes to a point.</summary>
    /// <returns>Whether it is worth going on.</returns>
    private bool Arrive(LinePoint point)
    {
        cancel.ThrowIfCancellationRequested();
        bool goesOn = true;
        if (before is not null)
        {
            local.Learn(before, point);
            goesOn = !HasArrived(before, point, Estimate(point));
        }
        before = point;
        return goesOn;
    }

    /// <summary>Estimates the bound at a point.</summary>
    /// <returns>The squared length of the gradient in its own metric.</returns>
    private double Estimate(LinePoint point)
    {
        NormalApproximation? normal = local.At(point, out double decrement);
        double elbo = normal is null ? double.NegativeInfinity : NormalDraws.Of(normal, density, options.ElboDraws, rng).Elbo;
        elbos.Add(elbo);
        if (elbo > bestElbo) (best, bestElbo) = (normal, elbo);
        return decrement;
    }

    private bool HasArrived(LinePoint from, LinePoint to, double decrement)
    {
        double change = Math.Abs(to.Value - from.Value), size = Math.Max(1, Math.Abs(to.Value));
        return change < options.DensityTolerance
            || change < options.RelativeDensityTolerance * Math.Max(size, Math.Abs(from.Value))
            || Math.Abs(decrement) < options.RelativeGradientTolerance * size
            || from.Position.Zip(to.Position, (a, b) => (a - b) * (a - b)).Sum() < options.StepTolerance * options.StepTolerance;
    }
}
