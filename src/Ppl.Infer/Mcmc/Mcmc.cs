using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// Markov chain Monte Carlo: draws from the posterior of a program's latents, by chains that each warm up and adapt by themselves. Holds settings alone: one
/// engine serves many runs and threads.
/// </summary>
/// <remarks>
/// <para>The density is that of <see cref="TensorDensity"/>: discrete latents are summed out. Each chain has a generator of its own, forked from the seed by the chain's number, so that
/// the draws depend neither on the threads nor on the other chains.</para>
/// <para>On a CPU with threads of libtorch's own beside the chains', <c>torch.set_num_threads(1)</c> is faster.</para>
/// </remarks>
/// <param name="options">The defaults when null.</param>
public sealed class Mcmc(McmcOptions? options = null)
{
    private const ulong StartStream = 0x57A7;

    private readonly McmcOptions options = options ?? new McmcOptions();

    /// <summary>Draws from the posterior of a program.</summary>
    /// <param name="model">The program, with its data observed.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="parameters">The parameters that it asks for, held as they are; the caller's.</param>
    /// <param name="progress">Told about a hundred times by each chain, from the chain's thread.</param>
    /// <param name="cancel">Ends the run after each chain's present step: the draws so far come back, as many of each chain; none, where one was still warming up.</param>
    /// <exception cref="PplException">As <see cref="TensorDensity.Of"/>; PPL205: no feasible start; PPL207: no step size will do.</exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    public McmcResult Run<TData>(
        Program<TData> model, TData data, ParamStore? parameters = null, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        using TensorDensity density = TensorDensity.Of(model, data, parameters, options.AllowFloat32, options.Device);
        return Run(density, (own, rng) => ChainStart.Find(own, options.Initial, rng), (chains, draws) => Constrained(density, chains, draws), progress, cancel);
    }

    /// <summary>Draws from a density.</summary>
    /// <param name="density">The density; each chain clones it.</param>
    /// <param name="start">Where the chains start, a position each; when null numbers uniform on (-2, 2), drawn anew where the density or its gradient is not finite.</param>
    /// <param name="progress">As for a program.</param>
    /// <param name="cancel">As for a program.</param>
    /// <returns>The draws of one site, <c>position</c>.</returns>
    /// <exception cref="PplException">PPL205, PPL207: as for a program.</exception>
    /// <exception cref="ArgumentException">There are not as many starts as chains, or <see cref="McmcOptions.Initial"/> is given, which speaks of sites.</exception>
    public McmcResult Run(IDensity density, IReadOnlyList<double[]>? start = null, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (start is not null && start.Count != options.Chains) throw new ArgumentException($"{start.Count} starts for {options.Chains} chains.", nameof(start));
        if (options.Initial is not null) throw new ArgumentException("Initial values are those of sites: give positions to start from.", nameof(density));
        return Run(density, (own, rng) => ChainStart.Find(own, null, rng), (chains, draws) => Positions(density.Dimension, chains, draws), progress, cancel, start);
    }

    private McmcResult Run(
        IDensity density, Func<IDensity, Rng, double[]> find, Func<IReadOnlyList<ChainRecord>, int, Samples> read, IProgress<McmcProgress>? progress, CancellationToken cancel,
        IReadOnlyList<double[]>? start = null)
    {
        var records = new ChainRecord[options.Chains];
        var tuning = new ChainTuning[options.Chains];
        using Rng all = NewRng(density);
        ChainThreads.ForEach(options.Chains, options.ThreadsAtOnce, (number, stop) =>
        {
            using Rng rng = all.Fork((ulong)number), starts = rng.Fork(StartStream);
            IDensity own = density.Clone();
            using var disposable = own as IDisposable;
            var chain = new Chain(number, own, options, start?[number] ?? find(own, starts), rng);
            chain.WarmUp(progress, stop);
            records[number] = chain.Draw(options.Draws, progress, stop);
            tuning[number] = new ChainTuning(chain.StepSize, chain.Metric);
        },
        cancel);
        int draws = records.Min(record => record.Count);
        return new McmcResult(read(records, draws), new SamplerStatistics(records, draws), [.. tuning], draws < options.Draws);
    }

    private Rng NewRng(IDensity density) =>
        density is TensorDensity { Program: { } program } ? new Rng(options.Seed, program.Dtype, program.Device) : new Rng(options.Seed);

    /// <summary>Runs the program along the draws, to read the values of its sites.</summary>
    private Samples Constrained(TensorDensity density, IReadOnlyList<ChainRecord> chains, int draws)
    {
        double[] somewhere = draws == 0 ? new double[density.Dimension] : chains[0][0].ToArray();
        SiteBuffer[] buffers = density.Buffers(somewhere, chains.Count * draws);
        ChainThreads.ForEach(chains.Count, options.ThreadsAtOnce, (number, _) =>
        {
            using TensorDensity own = density.Clone();
            for (int draw = 0; draw < draws; draw++) own.Read(chains[number][draw], buffers, (number * draws) + draw);
        },
        default);
        return new Samples(buffers.Select(buffer => buffer.ToDraws(chains.Count)));
    }

    private static Samples Positions(int dimension, IReadOnlyList<ChainRecord> chains, int draws)
    {
        var values = ImmutableArray.CreateBuilder<double>(chains.Count * draws * dimension);
        foreach (ChainRecord chain in chains)
            for (int draw = 0; draw < draws; draw++) values.AddRange(chain[draw]);
        return new Samples(new Draws("position", [dimension], values.MoveToImmutable(), dtype: torch.ScalarType.Float64) { Chains = chains.Count });
    }
}
