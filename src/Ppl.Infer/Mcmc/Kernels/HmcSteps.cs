namespace Ppl.Infer;

/// <summary>The steps of <see cref="Hmc"/>.</summary>
internal sealed class HmcSteps(Hmc settings, int dimension) : KernelSteps
{
    private readonly PhasePoint end = new(dimension);

    private PhasePoint state = null!;
    private Metric metric = null!;
    private Rng rng = null!;
    private double stepSize, startEnergy;
    private int leapfrogs, taken;

    public override PhasePoint Pending => end;

    public override void Begin(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        (this.state, this.stepSize, this.metric, this.rng, taken) = (state, stepSize, metric, rng, 0);
        state.Refresh(metric, rng);
        state.CopyTo(end);
        startEnergy = state.Energy;
        double length = settings.TrajectoryLength * (0.5 + rng.NextDouble());
        leapfrogs = (int)Math.Clamp(Math.Round(length / stepSize), 1, settings.MaxLeapfrogs);
        end.Leap(metric, stepSize);
    }

    public override bool GoOn()
    {
        end.Land(metric, stepSize);
        taken++;
        double rise = end.Energy - startEnergy;
        bool isDivergent = rise > settings.MaxEnergyError;
        if (taken < leapfrogs && !isDivergent)
        {
            end.Leap(metric, stepSize);
            return true;
        }
        double acceptance = isDivergent ? 0 : Math.Min(1, Math.Exp(-rise));
        if (rng.NextDouble() < acceptance) end.CopyTo(state);
        Last = new Transition(state.Energy, acceptance, isDivergent, 0, taken);
        return false;
    }
}
