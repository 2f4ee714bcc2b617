namespace Ppl.Infer;

/// <summary>A kernel's steps in a density, with the room that they need: a step allocates nothing.</summary>
internal abstract class KernelSteps
{
    /// <summary>From a draw to the next: a Markov step that leaves the density as it is.</summary>
    /// <param name="state">The draw, with its density and gradient; afterwards the next.</param>
    /// <param name="stepSize">ε.</param>
    /// <param name="metric">M.</param>
    /// <param name="rng">The source of what is drawn.</param>
    public abstract Transition Step(PhasePoint state, double stepSize, Metric metric, Rng rng);

    /// <summary>A step size to begin with, before any step and when the metric has changed.</summary>
    /// <param name="state">The draw; as it was afterwards.</param>
    /// <param name="stepSize">Where to look for it.</param>
    /// <param name="metric">M.</param>
    /// <param name="rng">The source of what is drawn.</param>
    /// <exception cref="PplException">PPL207: no size will do.</exception>
    public abstract double FirstStepSize(PhasePoint state, double stepSize, Metric metric, Rng rng);
}

/// <summary>Steps by leapfrogs.</summary>
internal abstract class HamiltonianSteps(IDensity density) : KernelSteps
{
    private readonly PhasePoint scratch = new(density.Dimension);

    protected Hamiltonian System { get; } = new(density);

    public sealed override double FirstStepSize(PhasePoint state, double stepSize, Metric metric, Rng rng) =>
        StepSizeSearch.Find(System, state, scratch, metric, stepSize, rng);
}

/// <summary>What is known of a step besides where it led.</summary>
/// <param name="Energy">H after the step, in nats: -log density, and where there is a momentum its kinetic energy.</param>
/// <param name="Acceptance">The probability with which the points that were tried would be accepted, their mean; the step size is adapted to it.</param>
/// <param name="IsDivergent">Whether the energy went up by more than is allowed: the steps are too long for the density there.</param>
/// <param name="Depth">How many times a trajectory doubled; 0 where trajectories do not.</param>
/// <param name="Leapfrogs">How many evaluations of density and gradient it took.</param>
internal readonly record struct Transition(double Energy, double Acceptance, bool IsDivergent, int Depth, int Leapfrogs);
