namespace Ppl.Infer;

/// <summary>A chain: where it is, and what it has learnt of how to move. For one thread.</summary>
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
    /// <param name="density">Its own.</param>
    /// <param name="options">The engine's.</param>
    /// <param name="start">A position where density and gradient are finite; of one that goes on also what the density holds.</param>
    /// <param name="rng">Its own, which it disposes.</param>
    public Chain(int number, IDensity density, McmcOptions options, ReadOnlySpan<double> start, Rng rng)
    {
        (this.number, this.options, this.rng) = (number, options, rng);
        gibbs = density is TensorDensity { Held: > 0 } held ? held : null;
        KernelSteps moves = options.Kernel.In(density);
        (steps, state, total) = (gibbs is null ? moves : new GibbsSteps(gibbs, moves), new PhasePoint(density.Dimension), options.Draws);
        start[..density.Dimension].CopyTo(state.Position);
        if (start.Length > density.Dimension) gibbs?.Hold(start[density.Dimension..]);
        new Hamiltonian(density).Locate(state);
        (StepSize, Metric) = (options.StepSize, Metric.Unit(density.Dimension));
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

    /// <summary>Where it stands.</summary>
    public ChainState State => new([.. Numbers()], StepSize, Metric, ChainState.AtRest(rng));

    /// <summary>Finds the target and adapts to it.</summary>
    public void WarmUp(IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        var schedule = new WarmupSchedule(options.Metric == MetricKind.Unit ? 0 : options.Warmup);
        var covariance = new Welford(state.Position.Length, options.Metric == MetricKind.Dense);
        total = options.Warmup + options.Draws;
        Search(StepSize);
        var averaging = new DualAveraging(StepSize, options.TargetAcceptance ?? options.Kernel.TargetAcceptance);
        for (int i = 0; i < options.Warmup && !cancel.IsCancellationRequested; i++)
        {
            Transition step = Step(averaging.StepSize, isWarmup: true, progress);
            averaging.Add(step.Acceptance);
            if (schedule.WindowAt(i) is not { } window) continue;
            covariance.Add(state.Position);
            if (i < window.End - 1) continue;
            if (covariance.Count > 1) Metric = covariance.Metric();
            covariance.Clear();
            Search(averaging.StepSize);
            averaging.Restart(StepSize);
        }
        StepSize = averaging.Average;
        divergences = 0;
        IsWarm = taken == options.Warmup;
    }

    /// <summary>Makes draws.</summary>
    public ChainRecord Draw(int draws, IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        var record = new ChainRecord(state.Position.Length + (gibbs?.Held ?? 0), draws);
        while (record.Count < draws && !cancel.IsCancellationRequested)
        {
            Transition step = Step(StepSize, isWarmup: false, progress);
            record.Add(Numbers(), state.LogDensity, step, StepSize);
        }
        return record;
    }

    public void Dispose() => rng.Dispose();

    /// <summary>The position, and what the density holds.</summary>
    private double[] Numbers() => gibbs is null ? state.Position : [.. state.Position, .. gibbs.HeldNumbers()];

    private void Search(double from) => StepSize = steps.FirstStepSize(state, from, Metric, rng);

    private Transition Step(double stepSize, bool isWarmup, IProgress<McmcProgress>? progress)
    {
        Transition step = steps.Step(state, stepSize, Metric, rng);
        taken++;
        if (step.IsDivergent) divergences++;
        if (taken % Math.Max(1, total / 100) == 0 || taken == total) progress?.Report(new McmcProgress(number, taken, total, isWarmup, divergences, stepSize));
        return step;
    }
}
