namespace Ppl.Infer;

/// <summary>
/// A kernel's steps, with the room that they need: nothing is allocated on the way. A step says where the density is wanted, and is told; so one chain may ask a density at a time, or many
/// side by side.
/// </summary>
internal abstract class KernelSteps
{
    /// <summary>The point at whose position the density is wanted, and its gradient where the kernel needs it.</summary>
    public abstract PhasePoint Pending { get; }

    /// <summary>What is known of the step that has come to its end.</summary>
    public Transition Last { get; protected set; }

    /// <summary>The step size to begin with, where the kernel knows it; null: it is to be looked for, by leapfrogs.</summary>
    public virtual double? FirstStepSize => null;

    /// <summary>Begins a Markov step that leaves the density as it is, up to the first point that is wanted.</summary>
    /// <param name="state">The draw, with its density and gradient; when the step has come to its end, the next.</param>
    /// <param name="stepSize">ε.</param>
    /// <param name="metric">M.</param>
    /// <param name="rng">The source of what is drawn.</param>
    public abstract void Begin(PhasePoint state, double stepSize, Metric metric, Rng rng);

    /// <summary>Goes on from <see cref="Pending"/>, whose density and gradient have been taken.</summary>
    /// <returns>Whether another point is wanted.</returns>
    public abstract bool GoOn();

    /// <summary>A whole step.</summary>
    public Transition Step(IDensity density, PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        Begin(state, stepSize, metric, rng);
        return Finish(density);
    }

    /// <summary>The rest of a step.</summary>
    protected internal Transition Finish(IDensity density)
    {
        do Pending.Locate(density);
        while (GoOn());
        return Last;
    }
}

/// <summary>What is known of a step besides where it led.</summary>
/// <param name="Energy">H after the step, in nats: -log density, and where there is a momentum its kinetic energy.</param>
/// <param name="Acceptance">The probability with which the points that were tried would be accepted, their mean; the step size is adapted to it.</param>
/// <param name="IsDivergent">Whether the energy went up by more than is allowed: the steps are too long for the density there.</param>
/// <param name="Depth">How many times a trajectory doubled; 0 where trajectories do not.</param>
/// <param name="Leapfrogs">How many evaluations of density and gradient it took.</param>
internal readonly record struct Transition(double Energy, double Acceptance, bool IsDivergent, int Depth, int Leapfrogs);
