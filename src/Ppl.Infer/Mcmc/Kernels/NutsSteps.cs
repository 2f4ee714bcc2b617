namespace Ppl.Infer;

/// <summary>The steps of <see cref="Nuts"/>.</summary>
internal sealed class NutsSteps : HamiltonianSteps
{
    private readonly Nuts settings;
    private readonly PhasePoint back, forward;
    private readonly Trajectory whole, doubling;
    private readonly Trajectory[] halves;

    private Rng rng = null!;
    private Metric metric = null!;
    private double stepSize, startEnergy, sumOfAcceptance;
    private int leapfrogs;
    private bool isDivergent;

    public NutsSteps(Nuts settings, IDensity density) : base(density)
    {
        int n = density.Dimension;
        this.settings = settings;
        (back, forward) = (new PhasePoint(n), new PhasePoint(n));
        (whole, doubling) = (new Trajectory(n), new Trajectory(n));
        halves = [.. Enumerable.Range(0, settings.MaxTreeDepth).Select(_ => new Trajectory(n))];
    }

    public override Transition Step(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        Hamiltonian.Refresh(state, metric, rng);
        return Walk(state, stepSize, metric, rng);
    }

    /// <summary>A step from a momentum that is given.</summary>
    internal Transition Walk(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        (this.stepSize, this.metric, this.rng) = (stepSize, metric, rng);
        (startEnergy, sumOfAcceptance, leapfrogs, isDivergent) = (state.Energy, 0, 0, false);
        state.CopyTo(back);
        state.CopyTo(forward);
        whole.Begin(state, startEnergy, logWeight: 0);
        int depth = 0;
        while (depth < settings.MaxTreeDepth)
        {
            bool isForward = rng.NextDouble() < 0.5;
            if (!Grow(doubling, depth, isForward)) break;
            depth++;
            if (rng.NextDouble() < Math.Exp(doubling.LogWeight - whole.LogWeight)) whole.TakeDraw(doubling);
            if (!whole.Join(doubling, isForward)) break;
        }
        whole.Draw.CopyTo(state);
        return new Transition(whole.DrawEnergy, sumOfAcceptance / leapfrogs, isDivergent, depth, leapfrogs);
    }

    /// <summary>Makes a subtree of 2^depth points beyond an end of the trajectory; false where it turns round or diverges.</summary>
    private bool Grow(Trajectory tree, int depth, bool isForward)
    {
        if (depth == 0) return Leap(tree, isForward ? forward : back, isForward ? stepSize : -stepSize);
        if (!Grow(tree, depth - 1, isForward)) return false;
        Trajectory half = halves[depth - 1];
        if (!Grow(half, depth - 1, isForward)) return false;
        if (rng.NextDouble() < Math.Exp(half.LogWeight - Trajectory.LogAdd(tree.LogWeight, half.LogWeight))) tree.TakeDraw(half);
        return tree.Join(half, isForward);
    }

    private bool Leap(Trajectory tree, PhasePoint end, double step)
    {
        System.Leapfrog(end, metric, step);
        leapfrogs++;
        double energy = end.Energy;
        sumOfAcceptance += Math.Min(1, Math.Exp(startEnergy - energy));
        isDivergent = energy - startEnergy > settings.MaxEnergyError;
        if (isDivergent) return false;
        tree.Begin(end, energy, startEnergy - energy);
        return true;
    }
}
