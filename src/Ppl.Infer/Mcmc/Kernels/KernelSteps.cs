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
}

/// <summary>What is known of a step besides where it led.</summary>
/// <param name="Energy">H after the step, in nats: -log density, and of dynamics the kinetic energy of the momentum that came with it.</param>
/// <param name="Acceptance">The probability with which the points that were tried would be accepted, their mean; the step size is adapted to it.</param>
/// <param name="IsDivergent">Whether the energy went up by more than is allowed: the steps are too long for the density there.</param>
/// <param name="Depth">How many times a trajectory doubled; 0 where trajectories do not.</param>
/// <param name="Leapfrogs">How many evaluations of density and gradient it took.</param>
internal readonly record struct Transition(double Energy, double Acceptance, bool IsDivergent, int Depth, int Leapfrogs);
