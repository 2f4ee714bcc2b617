namespace Ppl.Infer;

/// <summary>
/// L-BFGS: minimises a smooth, deterministic function by its gradient, with the curvature learnt from the last steps
/// (Nocedal 1980; Nocedal and Wright 2006, algorithm 7.5). Immutable: one serves many threads.
/// </summary>
/// <remarks>
/// It finds a local minimum, and is no optimiser of noisy losses: for those, see <see cref="Adam"/>. Memory: 2m vectors of the function's
/// dimension beside a few; work of an iteration besides the function: 4m such vectors' products.
/// </remarks>
public sealed record Lbfgs
{
    /// <summary>m: how many steps to learn the curvature from. Default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Pairs
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Pairs), value, "A positive number is needed.");
    } = 10;

    /// <summary>How many iterations a call takes at most. Default 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxIterations
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaxIterations), value, "A number from 0 on is needed.");
    } = 1000;

    /// <summary>The norm ‖g‖₂ of the gradient at which to end, in units of the function by those of its arguments. Default 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double GradientTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(GradientTolerance)); } = 1e-8;

    /// <summary>How far off, relatively, the function's values may be: differences within this say nothing. Default 1e-12, for float64; for float32, 1e-6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Rounding { get; init => field = Optimizer.RequireNotNegative(value, nameof(Rounding)); } = 1e-12;

    /// <summary>Minimises a function.</summary>
    /// <param name="function">The function and its gradient: the same numbers whenever it is asked at the same position.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="cancel">Ends it between two evaluations.</param>
    /// <returns>The best point and why it ended there: look at <see cref="Minimum.HasConverged"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public Minimum Minimize(DifferentiableFunction function, ReadOnlySpan<double> start, CancellationToken cancel = default) =>
        Minimize(function, start, _ => true, cancel);

    /// <summary>Minimises a function, and shows the path.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="goesOn">Given each point, the start first; says whether to go on. Where not, it has converged.</param>
    /// <param name="cancel">Ends it between two evaluations.</param>
    internal Minimum Minimize(DifferentiableFunction function, ReadOnlySpan<double> start, Func<LinePoint, bool> goesOn, CancellationToken cancel) =>
        Minimize(function, new Minimum([.. start], double.NaN, double.NaN, 0, MinimumEnd.Iterations, []), evaluated: 0, goesOn, cancel);

    /// <summary>Goes on where an earlier call ended, by up to <see cref="MaxIterations"/> more: two calls give the bits of one.</summary>
    /// <param name="function">The same function.</param>
    /// <param name="from">What the earlier call returned, or <see cref="Minimum.Restore"/> read.</param>
    /// <param name="cancel">Ends it between two evaluations.</param>
    /// <returns>The best point; its counts and history go on from the earlier ones.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public Minimum Minimize(DifferentiableFunction function, Minimum from, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        return Minimize(function, from, from.Evaluations - 1, _ => true, cancel);
    }

    /// <remarks>The gradient is no part of a minimum: the function is asked for it once more, and the count begins one lower.</remarks>
    private Minimum Minimize(DifferentiableFunction function, Minimum from, int evaluated, Func<LinePoint, bool> goesOn, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(function);
        int evaluations = evaluated, mostIterations = from.History.Count + MaxIterations;
        List<MinimizerStep> history = [.. from.History];
        var hessian = new InverseHessian(Pairs);
        foreach ((double[] s, double[] y) in from.Changes) hessian.Add(s, y);
        LinePoint point = Evaluate([.. from.Position], length: 0, direction: null);
        if (!point.IsFinite) return Ended(MinimumEnd.NotFiniteAtStart);
        while (true)
        {
            if (!goesOn(point) || point.GradientNorm <= GradientTolerance) return Ended(MinimumEnd.Converged);
            if (history.Count >= mostIterations) return Ended(MinimumEnd.Iterations);
            (LinePoint? next, bool isUnbounded) = Search();
            if (next is null) return Ended(MinimumEnd.Stalled);
            hessian.Add(point, next);
            point = next;
            history.Add(new MinimizerStep(point.Value, point.GradientNorm, point.Length, evaluations));
            if (isUnbounded) return Ended(MinimumEnd.Unbounded);
        }

        Minimum Ended(MinimumEnd end) => new(point.Position, point.Value, point.GradientNorm, evaluations, end, history) { Changes = hessian.Changes };

        // A direction that leads nowhere may come of curvature that no longer holds: then once more, straight down.
        (LinePoint? Next, bool IsUnbounded) Search()
        {
            (LinePoint? next, bool isUnbounded) = SearchAlong(hessian.Direction(point.Gradient));
            if (next is not null || hessian.IsEmpty) return (next, isUnbounded);
            hessian.Clear();
            return SearchAlong(hessian.Direction(point.Gradient));
        }

        (LinePoint? Next, bool IsUnbounded) SearchAlong(double[] direction)
        {
            double slope = LinePoint.Dot(point.Gradient, direction);
            if (!(slope < 0)) return (null, false);
            LinePoint origin = point with { Length = 0, Slope = slope };
            var search = new WolfeSearch(length => Evaluate(Along(origin.Position, length, direction), length, direction), origin, Rounding);
            return (search.Find(hessian.IsEmpty ? Math.Min(1, 1 / point.GradientNorm) : 1), search.IsUnbounded);
        }

        LinePoint Evaluate(double[] position, double length, double[]? direction)
        {
            cancel.ThrowIfCancellationRequested();
            evaluations++;
            double[] gradient = new double[position.Length];
            double value = function(position, gradient);
            return new LinePoint(length, position, value, gradient, direction is null ? double.NaN : LinePoint.Dot(gradient, direction));
        }
    }

    private static double[] Along(double[] origin, double length, double[] direction)
    {
        double[] position = new double[origin.Length];
        for (int i = 0; i < position.Length; i++) position[i] = origin[i] + (length * direction[i]);
        return position;
    }
}
