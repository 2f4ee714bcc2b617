namespace Ppl.Infer;

/// <summary>A chain: where it is, and what it has learnt of how to move. For one thread.</summary>
internal sealed class Chain
{
    private readonly int number;
    private readonly McmcOptions options;
    private readonly Rng rng;
    private readonly Hamiltonian system;
    private readonly KernelSteps steps;
    private readonly PhasePoint state, scratch;
    private readonly int reportEvery;
    private int taken, divergences;

    /// <param name="number">Which of the chains.</param>
    /// <param name="density">Its own.</param>
    /// <param name="options">The engine's.</param>
    /// <param name="start">A position where density and gradient are finite.</param>
    /// <param name="rng">Its own; the caller's.</param>
    public Chain(int number, IDensity density, McmcOptions options, ReadOnlySpan<double> start, Rng rng)
    {
        (this.number, this.options, this.rng) = (number, options, rng);
        (system, steps) = (new Hamiltonian(density), options.Kernel.In(density));
        (state, scratch) = (new PhasePoint(density.Dimension), new PhasePoint(density.Dimension));
        start.CopyTo(state.Position);
        system.Locate(state);
        (StepSize, Metric) = (options.StepSize, Metric.Unit(density.Dimension));
        reportEvery = Math.Max(1, (options.Warmup + options.Draws) / 100);
    }

    public double StepSize { get; private set; }

    public Metric Metric { get; private set; }

    /// <summary>Finds the target and adapts to it.</summary>
    public void WarmUp(IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        var schedule = new WarmupSchedule(options.Metric == MetricKind.Unit ? 0 : options.Warmup);
        var covariance = new Welford(state.Position.Length, options.Metric == MetricKind.Dense);
        Search(StepSize);
        var averaging = new DualAveraging(StepSize, options.TargetAcceptance);
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
    }

    /// <summary>Makes draws.</summary>
    public ChainRecord Draw(int draws, IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        var record = new ChainRecord(state.Position.Length, draws);
        while (record.Count < draws && !cancel.IsCancellationRequested) record.Add(state, Step(StepSize, isWarmup: false, progress), StepSize);
        return record;
    }

    private void Search(double from) => StepSize = StepSizeSearch.Find(system, state, scratch, Metric, from, rng);

    private Transition Step(double stepSize, bool isWarmup, IProgress<McmcProgress>? progress)
    {
        Transition step = steps.Step(state, stepSize, Metric, rng);
        taken++;
        if (step.IsDivergent) divergences++;
        int total = options.Warmup + options.Draws;
        if (taken % reportEvery == 0 || taken == total) progress?.Report(new McmcProgress(number, taken, total, isWarmup, divergences, stepSize));
        return step;
    }
}
