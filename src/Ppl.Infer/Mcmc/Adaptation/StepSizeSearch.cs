namespace Ppl.Infer;

/// <summary>
/// Finds a step size of the right order: doubles it, or halves it, until the acceptance of a single leapfrog step from a fresh momentum crosses 0.8 (Hoffman and
/// Gelman 2014, algorithm 4, with Stan's bound).
/// </summary>
/// <param name="from">A position with its density and gradient; it stays as it is.</param>
/// <param name="metric">M.</param>
/// <param name="stepSize">Where to begin.</param>
/// <param name="rng">The source of momenta.</param>
internal sealed class StepSizeSearch(PhasePoint from, Metric metric, double stepSize, Rng rng)
{
    private const double Largest = 1e7, Smallest = 1e-12;

    private static readonly double Threshold = Math.Log(0.8);

    /// <summary>What was found, once <see cref="Points"/> has come to its end.</summary>
    public double StepSize { get; private set; } = stepSize;

    /// <summary>The points where density and gradient are wanted, before the next is asked for.</summary>
    /// <exception cref="PplException">PPL207: no size will do.</exception>
    public IEnumerable<PhasePoint> Points()
    {
        var point = new PhasePoint(from.Position.Length);
        for (bool? grows = null; ;)
        {
            from.CopyTo(point);
            point.Refresh(metric, rng);
            double before = point.Energy;
            point.Leap(metric, StepSize);
            yield return point;
            point.Land(metric, StepSize);
            bool isAccepted = before - point.Energy > Threshold;
            if (isAccepted != (grows ??= isAccepted)) yield break;
            StepSize = isAccepted ? StepSize * 2 : StepSize / 2;
            if (StepSize is > Largest or < Smallest) throw Error.NoStepSize(StepSize);
        }
    }
}
