namespace Ppl.Infer;

/// <summary>Where searches for a mode begin, and what they make small.</summary>
internal static class StartingPoint
{
    /// <summary>-log p and its gradient: not finite where the density has no value.</summary>
    public static DifferentiableFunction Negative(IDensity density) => (position, gradient) =>
    {
        double value = density.Evaluate(position, gradient);
        for (int i = 0; i < gradient.Length; i++) gradient[i] = -gradient[i];
        return -value;
    };

    /// <summary>A generator of the dtype and device of a program's.</summary>
    public static Rng NewRng(IDensity density, ulong seed) =>
        density is ProgramDensity { Numbers: (var dtype, var device) } ? new Rng(seed, dtype, device) : new Rng(seed);

    /// <summary>The start that is given, or one that is looked for.</summary>
    /// <exception cref="PplException">PPL205: none is feasible.</exception>
    public static double[] Of(IDensity density, double[]? given, InitialValues? initial, Rng rng)
    {
        if (given is null) return ChainStart.Find(density, initial, rng);
        if (given.Length != density.Dimension) throw new ArgumentException($"A start of {given.Length} numbers, and the density has {density.Dimension}.", nameof(given));
        double[] gradient = new double[given.Length];
        if (!double.IsFinite(density.Evaluate(given, gradient))) throw Error.NoFeasiblePoint(1, "the log density is not finite");
        return Array.TrueForAll(gradient, double.IsFinite) ? given : throw Error.NoFeasiblePoint(1, "the gradient is not finite");
    }

    /// <exception cref="ArgumentException">Initial values are given for a density.</exception>
    public static void RequireNoSites(InitialValues? initial)
    {
        if (initial is not null) throw new ArgumentException("Initial values are for the sites of a program: give a density its start.", nameof(initial));
    }
}
