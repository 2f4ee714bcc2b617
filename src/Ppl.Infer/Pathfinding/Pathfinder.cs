namespace Ppl.Infer;

/// <summary>
/// Pathfinder (Zhang, Carpenter, Gelman and Vehtari 2022, JMLR 23(306)): a quick approximation of a posterior. A search for a mode passes, on its way from the tail, the region where the mass is; of
/// the normal distributions that its curvature gives along the way the one nearest to the posterior is taken, by the evidence lower bound. Several such paths are drawn from, and their draws
/// weighed and chosen by Pareto-smoothed importance sampling. Holds settings alone: one engine serves many runs and threads.
/// </summary>
/// <remarks>
/// <para>A draw's weight is p / q, q the mixture of all paths' normal distributions: by the draw's own path alone, as Stan has it, a path that lies aside would count as much as those around it, and the
/// weights have heavier tails (Owen and Zhou 2000).</para>
/// <para>It takes some hundreds or thousands of gradients, where <see cref="Mcmc"/> takes hundred thousands: for a first look, and for where chains start
/// (<see cref="InitialValues.Draws"/>).</para>
/// <para>The density is that of <see cref="TensorDensity"/>: discrete latents are summed out. Each path has a generator of its own, forked from the seed by the path's number, so that the draws do
/// not depend on the threads.</para>
/// </remarks>
/// <param name="options">The defaults when null.</param>
public sealed class Pathfinder(PathfinderOptions? options = null)
{
    private const ulong ChoiceStream = 0xC401CE;

    private readonly PathfinderOptions options = options ?? new PathfinderOptions();

    /// <summary>Approximates a program's posterior.</summary>
    /// <param name="model">The program, with its data observed.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="parameters">The parameters that it asks for, held as they are; the caller's.</param>
    /// <param name="cancel">Ends the run between two evaluations.</param>
    /// <exception cref="PplException">As <see cref="TensorDensity.Of"/>; PPL205: no feasible start; PPL208: no path came to a normal distribution whose draws have a density.</exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public PathfinderResult Run<TData>(Program<TData> model, TData data, ParamStore? parameters = null, CancellationToken cancel = default)
    {
        using ProgramDensity density = ProgramDensity.Of(model, data, options.Engine, ProgramDensity.NeedsTensors(parameters, options.AllowFloat32, options.Device),
            () => TensorDensity.Of(model, data, parameters, options.AllowFloat32, options.Device));
        return Run(density, start: null, PointDraws.OfSites(density, options.ThreadsAtOnce), cancel);
    }

    /// <summary>Approximates a density.</summary>
    /// <param name="density">The density; each path clones it.</param>
    /// <param name="start">Where the paths start, a position each; when null numbers uniform on (-2, 2), drawn anew where the density or its gradient is not finite.</param>
    /// <param name="cancel">As for a program.</param>
    /// <returns>Draws of one site, <c>position</c>.</returns>
    /// <exception cref="PplException">PPL205, also at a start that is given; PPL208: as for a program.</exception>
    /// <exception cref="ArgumentException">There are not as many starts as paths, or <see cref="PathfinderOptions.Initial"/> is given, which speaks of sites.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public PathfinderResult Run(IDensity density, IReadOnlyList<double[]>? start = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (start is not null && start.Count != options.Paths) throw new ArgumentException($"{start.Count} starts for {options.Paths} paths.", nameof(start));
        StartingPoint.RequireNoSites(options.Initial);
        return Run(density, start, PointDraws.OfPositions, cancel);
    }

    private PathfinderResult Run(IDensity density, IReadOnlyList<double[]>? start, Func<double[][], Samples> read, CancellationToken cancel)
    {
        var paths = new PathfinderPath[options.Paths];
        var draws = new NormalDraws?[options.Paths];
        using Rng all = StartingPoint.NewRng(density, options.Seed);
        ChainThreads.ForEach(options.Paths, options.ThreadsAtOnce, (number, stop) =>
        {
            IDensity own = density.Clone();
            using var disposable = own as IDisposable;
            using Rng rng = all.Fork((ulong)number);
            try
            {
                paths[number] = new PathSearch(own, options, rng, stop).From(StartingPoint.Of(own, start?[number], options.Initial, rng));
                if (paths[number].Normal is { } normal) draws[number] = NormalDraws.Of(normal, own, options.PathDraws, rng);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Another path has failed, and its failure is what there is to tell.
            }
        },
        cancel);
        NormalDraws[] made = [.. draws.OfType<NormalDraws>()];
        if (made.Length == 0) throw Error.NoNormalApproximation(nameof(Pathfinder), $"no draw of any has a density along {options.Paths} path(s); the first: {paths[0].Search}");
        var importance = new ImportanceSample(read([.. made.SelectMany(path => path.Points)]), NormalDraws.LogWeights(made));
        using Rng choice = all.Fork(ChoiceStream);
        return new PathfinderResult(importance.Resample(options.Draws, choice), importance, [.. paths]);
    }
}
