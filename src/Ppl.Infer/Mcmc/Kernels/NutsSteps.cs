namespace Ppl.Infer;

/// <summary>The steps of <see cref="Nuts"/>.</summary>
/// <remarks>
/// A subtree of 2^depth points grows point by point: each is joined to what it completes, as a carry goes through the digits of a binary number, so that at any time there is one
/// part of each size at most.
/// </remarks>
internal sealed class NutsSteps : KernelSteps
{
    private readonly Nuts settings;
    private readonly PhasePoints points;
    private readonly Trajectory whole;
    private readonly Trajectory[] parts;    // of 2^0, 2^1, … points
    private Trajectory latest;

    private PhasePoint state = null!, pending = null!;
    private Metric metric = null!;
    private Rng rng = null!;
    private double stepSize, startEnergy, sumOfAcceptance;
    private int depth, grown, leapfrogs;
    private bool isForward;

    public NutsSteps(Nuts settings, int dimension)
    {
        this.settings = settings;
        points = new PhasePoints(dimension, Trajectory.Holders * (settings.MaxTreeDepth + 2));
        (whole, latest) = (new Trajectory(points, dimension), new Trajectory(points, dimension));
        parts = [.. Enumerable.Range(0, settings.MaxTreeDepth).Select(_ => new Trajectory(points, dimension))];
    }

    public override PhasePoint Pending => pending;

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
        points.Clear();
        PhasePoint first = points.Take(Trajectory.Holders);
        state.CopyTo(first);
        whole.Begin(first, startEnergy, logWeight: 0);
        Double();
    }

    public override bool GoOn()
    {
        pending.Land(metric, SignedStepSize);
        leapfrogs++;
        double energy = pending.Energy, logWeight = startEnergy - energy;
        sumOfAcceptance += logWeight >= 0 ? 1 : Math.Exp(logWeight);
        if (-logWeight > settings.MaxEnergyError) return End(isDivergent: true);
        latest.Begin(pending, energy, logWeight);
        if (!Carry()) return End();
        if (grown < 1 << depth)
        {
            LeapFrom(pending);
            return true;
        }
        depth++;
        double share = ShareOf(latest.LogWeight, whole.LogWeight, out double both);
        bool takesDraw = rng.NextDouble() * (1 - share) < share;
        if (!whole.Join(latest, isForward, takesDraw, both) || depth == settings.MaxTreeDepth) return End();
        Double();
        return true;
    }

    private double SignedStepSize => isForward ? stepSize : -stepSize;

    /// <summary>Goes on beyond one end or the other, as many points as there are.</summary>
    private void Double()
    {
        isForward = rng.NextDouble() < 0.5;
        grown = 0;
        LeapFrom(isForward ? whole.Forward : whole.Back);
    }

    private void LeapFrom(PhasePoint point)
    {
        pending = points.Take(Trajectory.Holders);
        pending.Leap(point, metric, SignedStepSize);
    }

    /// <summary>Joins the latest point to the parts that it completes; false where one turns round.</summary>
    private bool Carry()
    {
        int size = 0;
        for (; (grown >> size & 1) == 1; size++)
        {
            Trajectory before = parts[size];
            bool takesDraw = rng.NextDouble() < ShareOf(latest.LogWeight, before.LogWeight, out double both);
            bool goesOn = before.Join(latest, isForward, takesDraw, both);
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

    /// <summary>e^a / (e^a + e^b), and log(e^a + e^b), by one exponential and one logarithm; 1/2 where both are 0.</summary>
    private static double ShareOf(double a, double b, out double logSum)
    {
        double ratio = a == b ? 1 : Math.Exp(-Math.Abs(a - b));
        logSum = Math.Max(a, b) + double.LogP1(ratio);
        return (a >= b ? 1 : ratio) / (1 + ratio);
    }
}
