namespace Ppl.Infer;

/// <summary>Draws the discrete latents that are held, each given all else, and then lets another kernel move the position given them.</summary>
internal sealed class GibbsSteps(TensorDensity density, KernelSteps others) : KernelSteps
{
    private readonly Hamiltonian system = new(density);

    public override Transition Step(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        density.Draw(state.Position, rng);
        system.Locate(state);
        return others.Step(state, stepSize, metric, rng);
    }

    public override double FirstStepSize(PhasePoint state, double stepSize, Metric metric, Rng rng) => others.FirstStepSize(state, stepSize, metric, rng);
}
