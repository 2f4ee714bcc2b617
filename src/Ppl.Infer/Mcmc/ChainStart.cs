namespace Ppl.Infer;

/// <summary>Finds where a chain can start.</summary>
internal static class ChainStart
{
    private const int Tries = 100;
    private const double Radius = 2;

    /// <summary>A position at which the density and its gradient are finite.</summary>
    /// <param name="density">Where.</param>
    /// <param name="initial">Where to look; uniform on (-2, 2) when null.</param>
    /// <param name="rng">The source of what is drawn.</param>
    /// <exception cref="PplException">PPL205: none of 100 will do.</exception>
    public static double[] Find(IDensity density, InitialValues? initial, Rng rng)
    {
        double[] gradient = new double[density.Dimension];
        string? reason = null;
        for (int i = 0; i < Tries; i++)
        {
            double[] position = density is ProgramDensity program && (initial is not null || program.Held > 0)
                ? program.Start(initial ?? InitialValues.Uniform(Radius), rng)
                : Anywhere(density.Dimension, rng);
            bool isFinite = double.IsFinite(density.Evaluate(position, gradient));
            if (isFinite && Array.TrueForAll(gradient, double.IsFinite)) return position;
            reason ??= isFinite ? "the gradient is not finite" : (density as ProgramDensity)?.Obstacle ?? "the log density is not finite";
        }
        throw Error.NoFeasiblePoint(Tries, reason!);
    }

    private static double[] Anywhere(int dimension, Rng rng)
    {
        double[] position = new double[dimension];
        for (int i = 0; i < dimension; i++) position[i] = Radius * ((2 * rng.NextDouble()) - 1);
        return position;
    }
}
