namespace Ppl.Infer;

/// <summary>Hamiltonian dynamics of a position under -log p(q), and its leapfrog steps (Neal 2011, section 2.3).</summary>
internal sealed class Hamiltonian(IDensity density)
{
    public int Dimension => density.Dimension;

    /// <summary>Takes density and gradient at the point's position.</summary>
    public void Locate(PhasePoint point) => point.LogDensity = density.Evaluate(point.Position, point.Gradient);

    /// <summary>A fresh momentum.</summary>
    public static void Refresh(PhasePoint point, Metric metric, Rng rng)
    {
        metric.DrawMomentum(rng, point.Momentum);
        metric.Velocity(point.Momentum, point.Velocity);
    }

    /// <summary>Half a step of the momentum, one of the position, half a step of the momentum: reversible, and volume stays as it is. One evaluation.</summary>
    /// <param name="point">Moved in place.</param>
    /// <param name="metric">M.</param>
    /// <param name="stepSize">ε; negative goes back in time.</param>
    public void Leapfrog(PhasePoint point, Metric metric, double stepSize)
    {
        Vectors.Add(stepSize / 2, point.Gradient, point.Momentum);
        metric.Velocity(point.Momentum, point.Velocity);
        Vectors.Add(stepSize, point.Velocity, point.Position);
        Locate(point);
        Vectors.Add(stepSize / 2, point.Gradient, point.Momentum);
        metric.Velocity(point.Momentum, point.Velocity);
    }
}
