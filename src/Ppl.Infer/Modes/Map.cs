namespace Ppl.Infer;

/// <summary>
/// The mode of a program's posterior, its maximum a posteriori, by <see cref="Lbfgs"/>. Holds settings alone: one engine serves many runs and threads.
/// </summary>
/// <remarks>
/// The mode is that of the density in unconstrained space, log p(z, x) + log |dz/du|, discrete latents summed out (<see cref="TensorDensity"/>): the very density in which <see cref="LaplaceApproximation"/>
/// takes a normal for it. It is a local one, and in hierarchies often far from where the posterior's mass is: for that, see <see cref="Pathfinder"/> and <see cref="Mcmc"/>.
/// </remarks>
/// <param name="options">The defaults when null.</param>
public sealed class Map(MapOptions? options = null)
{
    private readonly MapOptions options = options ?? new MapOptions();

    /// <summary>Finds a mode of a program's posterior.</summary>
    /// <param name="model">The program, with its data observed.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="parameters">The parameters that it asks for, held as they are; the caller's.</param>
    /// <param name="cancel">Ends the search between two evaluations.</param>
    /// <exception cref="PplException">As <see cref="TensorDensity.Of"/>; PPL205: no feasible start.</exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public MapResult Run<TData>(Program<TData> model, TData data, ParamStore? parameters = null, CancellationToken cancel = default)
    {
        using ProgramDensity density = ProgramDensity.Of(model, data, options.Engine, ProgramDensity.NeedsTensors(parameters, options.AllowFloat32, options.Device),
            () => TensorDensity.Of(model, data, parameters, options.AllowFloat32, options.Device));
        return Run(density, Find(density, null, cancel), PointDraws.OfSites(density, threads: 1));
    }

    /// <summary>Finds a mode of a density.</summary>
    /// <param name="density">The density.</param>
    /// <param name="start">Where to begin; when null numbers uniform on (-2, 2).</param>
    /// <param name="cancel">As for a program.</param>
    /// <returns>The mode as the value of one site, <c>position</c>.</returns>
    /// <exception cref="PplException">PPL205: as for a program, or at the start that is given.</exception>
    /// <exception cref="ArgumentException"><see cref="MapOptions.Initial"/> is given, which speaks of sites.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public MapResult Run(IDensity density, double[]? start = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        StartingPoint.RequireNoSites(options.Initial);
        return Run(density, Find(density, start, cancel), PointDraws.OfPositions);
    }

    /// <summary>Where the search ends.</summary>
    internal Minimum Find(IDensity density, double[]? start, CancellationToken cancel)
    {
        using Rng rng = StartingPoint.NewRng(density, options.Seed);
        return options.Minimizer.Minimize(StartingPoint.Negative(density), StartingPoint.Of(density, start, options.Initial, rng), cancel);
    }

    private static MapResult Run(IDensity density, Minimum found, Func<double[][], Samples> read) =>
        new(read([[.. found.Position]]), found, -found.Value);
}
