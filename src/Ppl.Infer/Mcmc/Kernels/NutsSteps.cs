namespace Ppl.Infer;

/// <summary>The steps of <see cref="Nuts"/>.</summary>
/// <remarks>
/// A subtree of 2^depth points grows point by point: each is joined to what it completes, as a carry goes through the digits of a binary number, so that at any time there is one
/// part of each size at most.
/// </remarks>
internal sealed class NutsSteps : KernelSteps
{
    private readonly Nuts settings;
    private readonly PhasePoint back, forward;
    private readonly Trajectory whole;
    private readonly Trajectory[] parts;    // of 2^0, 2^1, … points
    private Trajectory latest;

    private PhasePoint state = null!;
    private Metric metric = null!;
    private Rng rng = null!;
    private double stepSize, startEnergy, sumOfAcceptance;
    private int depth, grown, leapfrogs;
    private bool isForward;

    public NutsSteps(Nuts settings, int dimension)
    {
        this.settings = settings;
        (back, forward) = (new PhasePoint(dimension), new PhasePoint(dimension));
        (whole, latest) = (new Trajectory(dimension), new Trajectory(dimension));
        parts = [.. Enumerable.Range(0, settings.MaxTreeDepth).Select(_ => new Trajectory(dimension))];
    }

    public override PhasePoint Pending => isForward ? forward : back;

    public override void Begin(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        state.Refresh(metric, rng);
        Walk(state, stepSize, metric, rng);
    }

    /// <summary>Begins a step with a momentum that is given.</summary>
    internal void Walk(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        (this.state, this.stepSize, this.metric, this.rng) = (state, stepSize, metric, rng);
        (startEnergy, sumOfAcceptance, leapfrogs, depth) = (state.Energy, 0, 0, 0);
        state.CopyTo(back);
        state.CopyTo(forward);
        whole.Begin(state, startEnergy, logWeight: 0);
        Double();
    }

    public override bool GoOn()
    {
        Pending.Land(metric, SignedStepSize);
        leapfrogs++;
        double energy = Pending.Energy;
        sumOfAcceptance += Math.Min(1, Math.Exp(startEnergy - energy));
        if (energy - startEnergy > settings.MaxEnergyError) return End(isDivergent: true);
        latest.Begin(Pending, energy, startEnergy - energy);
        if (!Carry()) return End();
        if (grown < 1 << depth)
        {
            Pending.Leap(metric, SignedStepSize);
            return true;
        }
        depth++;
        if (rng.NextDouble() < Math.Exp(latest.LogWeight - whole.LogWeight)) whole.TakeDraw(latest);
        if (!whole.Join(latest, isForward) || depth == settings.MaxTreeDepth) return End();
        Double();
        return true;
    }

    private double SignedStepSize => isForward ? stepSize : -stepSize;

    /// <summary>Goes on beyond one end or the other, as many points as there are.</summary>
    private void Double()
    {
        isForward = rng.NextDouble() < 0.5;
        grown = 0;
        Pending.Leap(metric, SignedStepSize);
    }

    /// <summary>Joins the latest point to the parts that it completes; false where one turns round.</summary>
    private bool Carry()
    {
        int size = 0;
        for (; (grown >> size & 1) == 1; size++)
        {
            Trajectory before = parts[size];
            if (rng.NextDouble() < Math.Exp(latest.LogWeight - Trajectory.LogAdd(before.LogWeight, latest.LogWeight))) before.TakeDraw(latest);
            bool goesOn = before.Join(latest, isForward);
            (parts[size], latest) = (latest, before);
            if (!goesOn) return false;
        }
        grown++;
        if (grown < 1 << depth) (parts[size], latest) = (latest, parts[size]);
        return true;
    }

    private bool End(bool isDivergent = false)
    {
        whole.Draw.CopyTo(state);
        Last = new Transition(whole.DrawEnergy, sumOfAcceptance / leapfrogs, isDivergent, depth, leapfrogs);
        return false;
    }
}
