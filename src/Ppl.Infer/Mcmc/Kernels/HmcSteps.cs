namespace Ppl.Infer;

/// <summary>The steps of <see cref="Hmc"/>.</summary>
internal sealed class HmcSteps(Hmc settings, IDensity density) : HamiltonianSteps(density)
{
    private readonly PhasePoint end = new(density.Dimension);

    public override Transition Step(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        Hamiltonian.Refresh(state, metric, rng);
        double length = settings.TrajectoryLength * (0.5 + rng.NextDouble()), start = state.Energy;
        int leapfrogs = (int)Math.Clamp(Math.Round(length / stepSize), 1, settings.MaxLeapfrogs);
        state.CopyTo(end);
        bool isDivergent = false;
        int taken = 0;
        while (taken < leapfrogs && !isDivergent)
        {
            System.Leapfrog(end, metric, stepSize);
            taken++;
            isDivergent = end.Energy - start > settings.MaxEnergyError;
        }
        double acceptance = isDivergent ? 0 : Math.Min(1, Math.Exp(start - end.Energy));
        if (rng.NextDouble() < acceptance) end.CopyTo(state);
        return new Transition(state.Energy, acceptance, isDivergent, 0, taken);
    }
}
