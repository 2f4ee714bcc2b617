namespace Ppl.Infer;

/// <summary>
/// Finds a step size of the right order: doubles it, or halves it, until the acceptance of a single leapfrog step from a fresh momentum crosses 0.8 (Hoffman and
/// Gelman 2014, algorithm 4, with Stan's bound).
/// </summary>
internal static class StepSizeSearch
{
    private const double Largest = 1e7, Smallest = 1e-12;

    private static readonly double Threshold = Math.Log(0.8);

    /// <param name="system">Where.</param>
    /// <param name="from">A position with its density and gradient; as it was afterwards.</param>
    /// <param name="scratch">Room for a point.</param>
    /// <param name="metric">M.</param>
    /// <param name="stepSize">Where to begin.</param>
    /// <param name="rng">The source of momenta.</param>
    /// <exception cref="PplException">PPL207: no size will do.</exception>
    public static double Find(Hamiltonian system, PhasePoint from, PhasePoint scratch, Metric metric, double stepSize, Rng rng)
    {
        bool isAccepted = IsAccepted(stepSize), grows = isAccepted;
        while (isAccepted == grows)
        {
            stepSize = grows ? stepSize * 2 : stepSize / 2;
            if (stepSize is > Largest or < Smallest) throw Error.NoStepSize(stepSize);
            isAccepted = IsAccepted(stepSize);
        }
        return stepSize;

        bool IsAccepted(double size)
        {
            from.CopyTo(scratch);
            Hamiltonian.Refresh(scratch, metric, rng);
            double before = scratch.Energy;
            system.Leapfrog(scratch, metric, size);
            return before - scratch.Energy > Threshold;
        }
    }
}
