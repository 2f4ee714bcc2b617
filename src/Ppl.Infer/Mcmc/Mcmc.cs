using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// Markov chain Monte Carlo: draws from the posterior of a program's latents, by chains that each warm up and adapt by themselves. Holds settings alone: one
/// engine serves many runs and threads.
/// </summary>
/// <remarks>
/// <para>The density is that of <see cref="TensorDensity"/>: discrete latents are summed out. Each chain has a generator of its own, forked from the seed by the chain's number, so that
/// the draws depend neither on the threads nor on the other chains.</para>
/// <para>A step draws the discrete latents of <see cref="McmcOptions.Gibbs"/>, moves each of <see cref="McmcOptions.Blocks"/> and then, by <see cref="McmcOptions.Kernel"/>, what they leave: each given
/// all else.</para>
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
    /// <exception cref="PplException">
    /// As <see cref="TensorDensity.Of"/>; PPL010, PPL024, PPL314: a block of what is no continuous latent, or is in another; PPL205: no feasible start; PPL207: no step size will do; of a checkpoint, as
    /// <see cref="SavedState.Read"/>, PPL309: it is of another program or run, PPL311: it cannot be written.
    /// </exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    public McmcResult Run<TData>(
        Program<TData> model, TData data, ParamStore? parameters = null, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        using ProgramDensity density = DensityOf(model, data, parameters);
        return Run(density, Beginning(density), before: null, (chains, draws) => Along(density, chains, draws), progress, cancel);
    }

    /// <summary>Makes more draws of a run, without another warm-up: two calls give the bits of one.</summary>
    /// <param name="from">The run, or what <see cref="McmcResult.Restore"/> read. Of one that was cancelled, a chain that was ahead of the others leaves out the draws between.</param>
    /// <param name="model">The same program.</param>
    /// <param name="data">The same inputs; the caller keeps them.</param>
    /// <param name="parameters">The same parameters; the caller's.</param>
    /// <param name="progress">As for a new run; a chain counts these draws alone.</param>
    /// <param name="cancel">As for a new run.</param>
    /// <returns>The draws of the run, and then <see cref="McmcOptions.Draws"/> more of each chain.</returns>
    /// <exception cref="PplException">As for a new run; PPL309: the run is of another program.</exception>
    /// <exception cref="ArgumentException">The run has another number of chains, or was cancelled in its warm-up.</exception>
    public McmcResult Continue<TData>(
        McmcResult from, Program<TData> model, TData data, ParamStore? parameters = null, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        RequireWarm(from);
        using ProgramDensity density = DensityOf(model, data, parameters);
        return from.Then(Run(density, GoingOn(from, density), DrawsOf(from), (chains, draws) => Along(density, chains, draws), progress, cancel));
    }

    /// <summary>Draws from a density.</summary>
    /// <param name="density">The density; each chain clones it.</param>
    /// <param name="start">Where the chains start, a position each; when null numbers uniform on (-2, 2), drawn anew where the density or its gradient is not finite.</param>
    /// <param name="progress">As for a program.</param>
    /// <param name="cancel">As for a program.</param>
    /// <returns>The draws of one site, <c>position</c>.</returns>
    /// <exception cref="PplException">PPL205, PPL207: as for a program.</exception>
    /// <exception cref="ArgumentException">There are not as many starts as chains, or <see cref="McmcOptions.Initial"/>, <see cref="McmcOptions.Blocks"/> or <see cref="McmcOptions.Gibbs"/> is given, which speak of sites.</exception>
    public McmcResult Run(IDensity density, IReadOnlyList<double[]>? start = null, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        if (start is not null && start.Count != options.Chains) throw new ArgumentException($"{start.Count} starts for {options.Chains} chains.", nameof(start));
        if (options.Initial is not null || options.Gibbs.Count > 0 || options.Blocks.Count > 0)
            throw new ArgumentException("Initial values, blocks and Gibbs steps are for the sites of a program.", nameof(density));
        return Run(density, Beginning(density, start), before: null, (chains, draws) => Positions(density.Dimension, chains, draws), progress, cancel);
    }

    /// <summary>Makes more draws of a run in a density.</summary>
    /// <inheritdoc cref="Continue{TData}(McmcResult, Program{TData}, TData, ParamStore?, IProgress{McmcProgress}?, CancellationToken)"/>
    /// <param name="from">The run.</param>
    /// <param name="density">The same density; each chain clones it.</param>
    /// <param name="progress">As for a program.</param>
    /// <param name="cancel">As for a program.</param>
    public McmcResult Continue(McmcResult from, IDensity density, IProgress<McmcProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        RequireWarm(from);
        return from.Then(Run(density, GoingOn(from, density), DrawsOf(from), (chains, draws) => Positions(density.Dimension, chains, draws), progress, cancel));
    }

    /// <param name="density">Where.</param>
    /// <param name="begin">Makes a chain of a number in its own density, with the kernels of a plan.</param>
    /// <param name="before">How many draws of each chain another run has made, which this one goes on with; null: there is none.</param>
    /// <param name="read">Reads so many draws of each chain.</param>
    /// <param name="progress">Told by the chains.</param>
    /// <param name="cancel">Ends them.</param>
    private McmcResult Run(
        IDensity density, ChainMaker begin, int? before, Func<IReadOnlyList<ChainRecord>, int, Samples> read, IProgress<McmcProgress>? progress, CancellationToken cancel)
    {
        options.RequireConsistent();
        IReadOnlyList<BlockPlan> plan = BlockPlan.Of(options, density);
        McmcCheckpoint? checkpoint = options.Checkpoint is null ? null : new McmcCheckpoint(options, McmcFacts.Of(options, density, plan, before));
        var chains = new Chain?[options.Chains];
        try
        {
            if (options.Vectorize) RunInLockstep(density);
            else RunOnThreads(density);
            Chain[] done = [.. chains.OfType<Chain>()];
            ChainRecord[] records = [.. done.Select(chain => chain.Record)];
            int draws = records.Min(record => record.Count);
            SamplerStatistics statistics = SamplerStatistics.Of(records, draws, [.. plan.Select(kernel => kernel.Settings.Kernel)]);
            return new McmcResult(
                read(records, draws), statistics, [.. done.Select(chain => chain.State)], Array.TrueForAll(done, chain => chain.IsWarm), draws < options.Draws, (density as ProgramDensity)?.Engine);
        }
        finally
        {
            foreach (Chain? chain in chains) chain?.Dispose();
        }

        Chain Make(int number, IDensity own) =>
            checkpoint?.Resumed(number, () => new Chain(number, own, options, plan, NewRng(density), isWarm: before is not null)) ?? begin(number, own, plan);

        void RunOnThreads(IDensity density) => ChainThreads.ForEach(options.Chains, options.ThreadsAtOnce, (number, stop) =>
        {
            IDensity own = density.Clone();
            using var disposable = own as IDisposable;
            chains[number] = Make(number, own);
            foreach (PhasePoint point in chains[number]!.Run(progress, checkpoint, stop)) point.Locate(own);
        },
        cancel);

        void RunInLockstep(IDensity density)
        {
            if (density is not TensorDensity tensors) throw new ArgumentException("Chains in lockstep run a program: leave Vectorize out.", nameof(density));
            if (tensors.Held > 0) throw Error.Options("Gibbs steps take a chain at a time, and Vectorize all in one run", "leave one of them out.");
            using TensorBatchDensity batch = tensors.SideBySide(options.Chains);
            for (int number = 0; number < chains.Length; number++) chains[number] = Make(number, density);
            Lockstep.Run([.. chains.Select(chain => chain!.Run(progress, checkpoint, cancel))], batch);
        }
    }

    private ChainMaker Beginning(IDensity density, IReadOnlyList<double[]>? start = null)
    {
        Rng all = NewRng(density, options.Seed);
        return (number, own, plan) =>
        {
            Rng rng = all.Fork((ulong)number);
            using Rng starts = rng.Fork(StartStream);
            return new Chain(number, own, options, plan, rng).At(start?[number] ?? ChainStart.Find(own, options.Initial, starts));
        };
    }

    private ChainMaker GoingOn(McmcResult from, IDensity density)
    {
        int known = from.Chains[0].Position.Length, here = density.Dimension + ((density as ProgramDensity)?.Held ?? 0);
        if (known != here) throw Error.StateDiffers($"its positions have {known} numbers, here {here}");
        return (number, own, plan) =>
        {
            ChainState stood = from.Chains[number];
            return new Chain(number, own, options, plan, stood.NewRng(options.Device), isWarm: true).At(stood.Position).With(stood.Tuning);
        };
    }

    private static Rng NewRng(IDensity density, ulong seed = 0) =>
        density is ProgramDensity { Numbers: (var dtype, var device) } ? new Rng(seed, dtype, device) : new Rng(seed);

    private static int DrawsOf(McmcResult run) => run.Samples.Draws / run.Samples.Chains;

    private void RequireWarm(McmcResult from)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.Chains.Count != options.Chains) throw new ArgumentException($"The run has {from.Chains.Count} chains, the options say {options.Chains}.", nameof(from));
        if (!from.IsWarm) throw new ArgumentException("The run was cancelled in its warm-up: begin anew, or resume it from a checkpoint.", nameof(from));
    }

    private ProgramDensity DensityOf<TData>(Program<TData> model, TData data, ParamStore? parameters)
    {
        bool needsTensors = options is not { Gibbs.Count: 0, Blocks.Count: 0, Vectorize: false } || ProgramDensity.NeedsTensors(parameters, options.AllowFloat32, options.Device);
        return ProgramDensity.Of(model, data, options.Engine, needsTensors,
            () => TensorDensity.Given(model, data, parameters, options.Gibbs, options.AllowFloat32, options.Device));
    }

    private Samples Along(ProgramDensity density, IReadOnlyList<ChainRecord> chains, int draws) =>
        density.Along([.. chains.SelectMany(chain => Enumerable.Range(0, draws).Select(chain.Memory))], chains.Count, options.ThreadsAtOnce);

    private static Samples Positions(int dimension, IReadOnlyList<ChainRecord> chains, int draws)
    {
        var values = ImmutableArray.CreateBuilder<double>(chains.Count * draws * dimension);
        foreach (ChainRecord chain in chains)
            for (int draw = 0; draw < draws; draw++) values.AddRange(chain[draw]);
        return new Samples(new Draws("position", [dimension], values.MoveToImmutable(), dtype: torch.ScalarType.Float64) { Chains = chains.Count });
    }

    private delegate Chain ChainMaker(int number, IDensity own, IReadOnlyList<BlockPlan> plan);
}
