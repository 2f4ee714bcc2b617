namespace Ppl.Infer;

/// <summary>A position and a momentum of Hamiltonian dynamics, and what follows from them (Neal 2011, section 2). Kernels write it in place.</summary>
/// <param name="dimension">How many numbers a position has.</param>
/// <param name="needsGradient">Whether the gradient is wanted where the density is.</param>
internal sealed class PhasePoint(int dimension, bool needsGradient = true)
{
    public double[] Position { get; } = new double[dimension];

    public double[] Momentum { get; } = new double[dimension];

    /// <summary>M⁻¹ p.</summary>
    public double[] Velocity { get; } = new double[dimension];

    /// <summary>Of the log density at the position.</summary>
    public double[] Gradient { get; } = new double[dimension];

    public double LogDensity { get; set; }

    /// <summary>How many parts of a trajectory remember it (<see cref="PhasePoints"/>).</summary>
    public int Holders { get; set; }

    /// <summary>H = ½ pᵀ M⁻¹ p - log p(q); +∞ where it is no number, so that nothing goes there.</summary>
    public double Energy
    {
        get
        {
            double energy = (0.5 * Vectors.Dot(Momentum, Velocity)) - LogDensity;
            return double.IsNaN(energy) ? double.PositiveInfinity : energy;
        }
    }

    /// <summary>Takes the density at the position, and its gradient where that is wanted.</summary>
    public void Locate(IDensity density) => LogDensity = needsGradient ? density.Evaluate(Position, Gradient) : density.Evaluate(Position);

    /// <summary>Draws a fresh momentum.</summary>
    public void Refresh(Metric metric, Rng rng)
    {
        metric.DrawMomentum(rng, Momentum);
        metric.Velocity(Momentum, Velocity);
    }

    /// <summary>The first part of a leapfrog step: half a step of the momentum, one of the position. Then density and gradient are wanted.</summary>
    /// <param name="metric">M.</param>
    /// <param name="stepSize">ε; negative goes back in time.</param>
    public void Leap(Metric metric, double stepSize) => Leap(this, metric, stepSize);

    /// <summary>The first part of a leapfrog step from another point, which stays as it is.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="metric">M.</param>
    /// <param name="stepSize">ε; negative goes back in time.</param>
    public void Leap(PhasePoint from, Metric metric, double stepSize)
    {
        metric.Kick(stepSize / 2, from.Gradient, from.Momentum, Momentum, Velocity);
        Vectors.Add(stepSize, Velocity, from.Position, Position);
    }

    /// <summary>The second part: half a step of the momentum. Both together are reversible, and volume stays as it is.</summary>
    /// <param name="metric">M.</param>
    /// <param name="stepSize">ε; negative goes back in time.</param>
    public void Land(Metric metric, double stepSize) => metric.Kick(stepSize / 2, Gradient, Momentum, Momentum, Velocity);

    public void CopyTo(PhasePoint other)
    {
        Position.AsSpan().CopyTo(other.Position);
        Momentum.AsSpan().CopyTo(other.Momentum);
        Velocity.AsSpan().CopyTo(other.Velocity);
        Gradient.AsSpan().CopyTo(other.Gradient);
        other.LogDensity = LogDensity;
    }
}
