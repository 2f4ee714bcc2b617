namespace Ppl.Infer;

/// <summary>What a chain has learnt of how a kernel is to move, and goes on learning in the windows of its warm-up: step size and metric.</summary>
/// <param name="settings">What is learnt, and from where.</param>
/// <param name="dimension">How many numbers the kernel moves.</param>
/// <param name="warmup">How many steps the warm-up takes.</param>
internal sealed class KernelAdaptation(KernelBlock settings, int dimension, int warmup)
{
    private const string Averaging = "averaging", Window = "window";

    private readonly WarmupSchedule schedule = new(settings.Metric == MetricKind.Unit ? 0 : warmup);
    private readonly Welford covariance = new(dimension, settings.Metric == MetricKind.Dense);
    private DualAveraging? averaging;

    /// <summary>M.</summary>
    public Metric Metric { get; private set; } = Metric.Unit(dimension);

    /// <summary>ε, to try next.</summary>
    public double Trial => averaging?.StepSize ?? Settled;

    /// <summary>ε, on which the warm-up settles.</summary>
    public double Settled { get; private set; } = settings.StepSize;

    /// <summary>Begins, or begins anew with another metric, at a step size of the right order.</summary>
    public void Begin(double stepSize)
    {
        if (averaging is null) averaging = NewAveraging(stepSize);
        else averaging.Restart(stepSize);
        Settled = averaging.Average;
    }

    /// <summary>Learns from a step of the warm-up.</summary>
    /// <param name="step">Which, counted from 0.</param>
    /// <param name="acceptance">Its mean acceptance.</param>
    /// <param name="position">Where it led.</param>
    /// <returns>Whether the metric is another, so that a step size must be found for it.</returns>
    public bool Learn(int step, double acceptance, ReadOnlySpan<double> position)
    {
        averaging!.Add(acceptance);
        Settled = averaging.Average;
        if (schedule.WindowAt(step) is not { } window) return false;
        covariance.Add(position);
        if (step < window.End - 1) return false;
        if (covariance.Count > 1) Metric = covariance.Metric();
        covariance.Clear();
        return true;
    }

    /// <summary>Takes over what was learnt.</summary>
    /// <exception cref="PplException">PPL309: it was learnt of something else.</exception>
    public void Take(ChainTuning tuning)
    {
        if (tuning.Metric.Dimension != dimension) throw Error.StateDiffers($"a kernel of it moves {tuning.Metric.Dimension} numbers, here {dimension}");
        (Settled, Metric) = (tuning.StepSize, tuning.Metric);
    }

    /// <summary>Adds all that is needed to go on learning.</summary>
    public void Save(SavedState state)
    {
        new ChainTuning(Settled, Metric).Save(state);
        if (averaging is null) return;
        averaging.Save(state.Part(Averaging));
        covariance.Save(state.Part(Window));
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public void Restore(SavedState state)
    {
        Take(ChainTuning.Restore(state));
        if (!state.Part(Averaging).Arrays.Any()) return;
        averaging = NewAveraging(Settled);
        averaging.Restore(state.Part(Averaging));
        covariance.Restore(state.Part(Window));
    }

    private DualAveraging NewAveraging(double stepSize) => new(stepSize, settings.TargetAcceptance ?? settings.Kernel.TargetAcceptance);
}
