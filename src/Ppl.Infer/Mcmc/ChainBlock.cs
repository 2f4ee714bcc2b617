namespace Ppl.Infer;

/// <summary>A kernel of a chain: its steps with the numbers that it moves, all others as they are, and what it has learnt of how to move.</summary>
internal sealed class ChainBlock
{
    private readonly BlockPlan plan;
    private readonly PhasePoint whole, own, trial;
    private readonly KernelSteps steps;

    /// <param name="plan">Which kernel, and which numbers.</param>
    /// <param name="whole">The chain's draw, which it moves.</param>
    /// <param name="warmup">How many steps the warm-up takes.</param>
    public ChainBlock(BlockPlan plan, PhasePoint whole, int warmup)
    {
        (this.plan, this.whole) = (plan, whole);
        int dimension = plan.Places?.Length ?? whole.Position.Length;
        steps = plan.Settings.Kernel.In(dimension);
        own = plan.Places is null ? whole : new PhasePoint(dimension);
        trial = plan.Places is null ? whole : new PhasePoint(whole.Position.Length, NeedsGradient);
        Adaptation = new KernelAdaptation(plan.Settings, dimension, warmup);
    }

    public KernelAdaptation Adaptation { get; }

    /// <summary>Whether the draw's gradient is wanted before a step.</summary>
    public bool NeedsGradient => plan.Settings.Kernel.NeedsGradient;

    /// <summary>Whether a step leaves the whole draw's gradient known.</summary>
    public bool KeepsGradient => plan.Places is null && NeedsGradient;

    /// <summary>Where the search for a step size begins.</summary>
    public double FirstStepSize => plan.Settings.StepSize;

    /// <summary>What is known of the last step.</summary>
    public Transition Last => steps.Last;

    /// <summary>A step: the points where the density is wanted, before the next is asked for.</summary>
    public IEnumerable<PhasePoint> Step(double stepSize, Rng rng)
    {
        Take();
        steps.Begin(own, stepSize, Adaptation.Metric, rng);
        do
        {
            yield return Among(steps.Pending);
            Answer(steps.Pending);
        }
        while (steps.GoOn());
        Give();
    }

    /// <summary>Looks for a step size to begin with, from the draw and its gradient: the points where the density is wanted.</summary>
    public IEnumerable<PhasePoint> Search(double from, Rng rng)
    {
        if (steps.FirstStepSize is { } known)
        {
            Adaptation.Begin(known);
            yield break;
        }
        Take();
        var search = new StepSizeSearch(own, Adaptation.Metric, from, rng);
        foreach (PhasePoint point in search.Points())
        {
            yield return Among(point);
            Answer(point);
        }
        Adaptation.Begin(search.StepSize);
    }

    /// <summary>Learns from the last step: where the density is wanted to find another step size.</summary>
    /// <param name="step">Which of the warm-up, counted from 0.</param>
    /// <param name="rng">The source of what is drawn.</param>
    public IEnumerable<PhasePoint> Learn(int step, Rng rng) => Adaptation.Learn(step, Last.Acceptance, own.Position) ? Search(Adaptation.Trial, rng) : [];

    private void Take()
    {
        if (plan.Places is not { } places) return;
        for (int i = 0; i < places.Length; i++) own.Position[i] = whole.Position[places[i]];
        whole.Position.CopyTo(trial.Position, 0);
        whole.Gradient.CopyTo(trial.Gradient, 0);
        trial.LogDensity = whole.LogDensity;
        Answer(own);
    }

    private void Give()
    {
        if (plan.Places is not { } places) return;
        for (int i = 0; i < places.Length; i++) (whole.Position[places[i]], whole.Gradient[places[i]]) = (own.Position[i], own.Gradient[i]);
        whole.LogDensity = own.LogDensity;
    }

    /// <summary>A point of the block among the numbers that stay.</summary>
    private PhasePoint Among(PhasePoint point)
    {
        if (plan.Places is not { } places) return point;
        for (int i = 0; i < places.Length; i++) trial.Position[places[i]] = point.Position[i];
        return trial;
    }

    /// <summary>Tells a point of the block what was found of it among the others.</summary>
    private void Answer(PhasePoint point)
    {
        if (plan.Places is not { } places) return;
        for (int i = 0; i < places.Length; i++) point.Gradient[i] = trial.Gradient[places[i]];
        point.LogDensity = trial.LogDensity;
    }
}
