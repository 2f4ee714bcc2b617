namespace Ppl.Infer;

/// <summary>A position and a momentum, and what follows from them. Kernels write it in place.</summary>
/// <param name="dimension">How many numbers a position has.</param>
internal sealed class PhasePoint(int dimension)
{
    public double[] Position { get; } = new double[dimension];

    public double[] Momentum { get; } = new double[dimension];

    /// <summary>M⁻¹ p.</summary>
    public double[] Velocity { get; } = new double[dimension];

    /// <summary>Of the log density at the position.</summary>
    public double[] Gradient { get; } = new double[dimension];

    public double LogDensity { get; set; }

    /// <summary>H = ½ pᵀ M⁻¹ p - log p(q); +∞ where it is no number, so that nothing goes there.</summary>
    public double Energy
    {
        get
        {
            double energy = (0.5 * Vectors.Dot(Momentum, Velocity)) - LogDensity;
            return double.IsNaN(energy) ? double.PositiveInfinity : energy;
        }
    }

    public void CopyTo(PhasePoint other)
    {
        Position.CopyTo(other.Position, 0);
        Momentum.CopyTo(other.Momentum, 0);
        Velocity.CopyTo(other.Velocity, 0);
        Gradient.CopyTo(other.Gradient, 0);
        other.LogDensity = LogDensity;
    }
}
