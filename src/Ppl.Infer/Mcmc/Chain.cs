namespace Ppl.Infer;

/// <summary>A chain: where it is, and what it has learnt of how to move. It says where the density is wanted, and is told.</summary>
internal sealed class Chain : IDisposable
{
    private readonly int number;
    private readonly McmcOptions options;
    private readonly Rng rng;
    private readonly KernelSteps steps;
    private readonly PhasePoint state;
    private readonly TensorDensity? gibbs;
    private int total, taken, divergences;

    /// <param name="number">Which of the chains.</param>
    /// <param name="density">Its own, of which it draws the discrete latents that are held.</param>
    /// <param name="options">The engine's.</param>
    /// <param name="start">A position where density and gradient are finite; of one that goes on also what the density holds.</param>
    /// <param name="rng">Its own, which it disposes.</param>
    public Chain(int number, IDensity density, McmcOptions options, ReadOnlySpan<double> start, Rng rng)
    {
        (this.number, this.options, this.rng) = (number, options, rng);
        gibbs = density is TensorDensity { Held: > 0 } held ? held : null;
        KernelSteps moves = options.Kernel.In(density.Dimension);
        (steps, state) = (gibbs is null ? moves : new GibbsSteps(gibbs, moves), new PhasePoint(density.Dimension));
        start[..density.Dimension].CopyTo(state.Position);
        if (start.Length > density.Dimension) gibbs?.Hold(start[density.Dimension..]);
        (StepSize, Metric) = (options.StepSize, Metric.Unit(density.Dimension));
        Record = new ChainRecord(density.Dimension + (gibbs?.Held ?? 0), options.Draws);
    }

    /// <summary>A chain that goes on where it stood.</summary>
    /// <param name="number">Which of the chains.</param>
    /// <param name="density">Its own.</param>
    /// <param name="options">The engine's.</param>
    /// <param name="from">Where it stood.</param>
    /// <param name="rng">Its own, as it stood, which it disposes.</param>
    public Chain(int number, IDensity density, McmcOptions options, ChainState from, Rng rng)
        : this(number, density, options, from.Position, rng) => (StepSize, Metric, IsWarm) = (from.StepSize, from.Metric, true);

    public double StepSize { get; private set; }

    public Metric Metric { get; private set; }

    /// <summary>Whether the warm-up has come to its end.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>The draws so far.</summary>
    public ChainRecord Record { get; }

    /// <summary>Where it stands when its run has come to its end.</summary>
    public ChainState State { get; private set; } = null!;

    /// <summary>The warm-up, where it is still to come, and then the draws: the points where density and gradient are wanted, before the next is asked for.</summary>
    public IEnumerable<PhasePoint> Run(IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        yield return state;
        total = options.Draws + (IsWarm ? 0 : options.Warmup);
        if (!IsWarm)
            foreach (PhasePoint point in WarmUp(progress, cancel)) yield return point;
        while (IsWarm && Record.Count < options.Draws && !cancel.IsCancellationRequested)
        {
            steps.Begin(state, StepSize, Metric, rng);
            do yield return steps.Pending;
            while (steps.GoOn());
            Record.Add(Numbers(), state.LogDensity, steps.Last, StepSize);
            Tell(StepSize, progress);
        }
        State = new ChainState([.. Numbers()], StepSize, Metric, ChainState.AtRest(rng));
    }

    public void Dispose() => rng.Dispose();

    /// <summary>Finds the target and adapts to it.</summary>
    private IEnumerable<PhasePoint> WarmUp(IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        var schedule = new WarmupSchedule(options.Metric == MetricKind.Unit ? 0 : options.Warmup);
        var covariance = new Welford(state.Position.Length, options.Metric == MetricKind.Dense);
        foreach (PhasePoint point in Search(StepSize)) yield return point;
        var averaging = new DualAveraging(StepSize, options.TargetAcceptance ?? options.Kernel.TargetAcceptance);
        for (int i = 0; i < options.Warmup && !cancel.IsCancellationRequested; i++)
        {
            steps.Begin(state, averaging.StepSize, Metric, rng);
            do yield return steps.Pending;
            while (steps.GoOn());
            Tell(averaging.StepSize, progress);
            averaging.Add(steps.Last.Acceptance);
            if (schedule.WindowAt(i) is not { } window) continue;
            covariance.Add(state.Position);
            if (i < window.End - 1) continue;
            if (covariance.Count > 1) Metric = covariance.Metric();
            covariance.Clear();
            foreach (PhasePoint point in Search(averaging.StepSize)) yield return point;
            averaging.Restart(StepSize);
        }
        (StepSize, IsWarm, divergences) = (averaging.Average, taken == options.Warmup, 0);
    }

    private IEnumerable<PhasePoint> Search(double from)
    {
        if (steps.FirstStepSize is { } known)
        {
            StepSize = known;
            yield break;
        }
        var search = new StepSizeSearch(state, Metric, from, rng);
        foreach (PhasePoint point in search.Points()) yield return point;
        StepSize = search.StepSize;
    }

    private void Tell(double stepSize, IProgress<McmcProgress>? progress)
    {
        taken++;
        if (steps.Last.IsDivergent) divergences++;
        if (taken % Math.Max(1, total / 100) == 0 || taken == total) progress?.Report(new McmcProgress(number, taken, total, !IsWarm, divergences, stepSize));
    }

    /// <summary>The position, and what the density holds.</summary>
    private double[] Numbers() => gibbs is null ? state.Position : [.. state.Position, .. gibbs.HeldNumbers()];
}
