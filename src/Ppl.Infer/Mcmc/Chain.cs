namespace Ppl.Infer;

/// <summary>A chain: where it is, and what it has learnt of how to move. It says where the density is wanted, and is told.</summary>
internal sealed class Chain : IDisposable
{
    /// <summary>By how much the density at a saved position may differ from what is saved, by its size: rounding on another machine, and not other data.</summary>
    private const double Rounding = 1e-5;

    private readonly int number, warmup;
    private readonly McmcOptions options;
    private readonly Rng rng;
    private readonly PhasePoint state;
    private readonly ChainBlock[] blocks;    // the last one moves what the others leave
    private readonly TensorDensity? gibbs;
    private double? knownLogDensity;
    private int taken, divergences;
    private bool isBegun, hasGradient;

    /// <param name="number">Which of the chains.</param>
    /// <param name="density">Its own, of which it draws the discrete latents that are held.</param>
    /// <param name="options">The engine's.</param>
    /// <param name="plan">Which kernels move what, in their order.</param>
    /// <param name="rng">Its own, which it disposes.</param>
    /// <param name="isWarm">Whether it goes on where another run has ended, without a warm-up.</param>
    public Chain(int number, IDensity density, McmcOptions options, IReadOnlyList<BlockPlan> plan, Rng rng, bool isWarm = false)
    {
        (this.number, this.options, this.rng) = (number, options, rng);
        (warmup, isBegun) = (isWarm ? 0 : options.Warmup, isWarm);
        gibbs = density is TensorDensity { Held: > 0 } held ? held : null;
        state = new PhasePoint(density.Dimension, plan.Any(kernel => kernel.Settings.Kernel.NeedsGradient));
        blocks = [.. plan.Select(kernel => new ChainBlock(kernel, state, warmup))];
        Record = new ChainRecord(density.Dimension + (gibbs?.Held ?? 0), options.Draws, blocks.Length - 1);
    }

    /// <summary>Whether the warm-up has come to its end.</summary>
    public bool IsWarm => isBegun && taken >= warmup;

    /// <summary>The draws so far.</summary>
    public ChainRecord Record { get; }

    /// <summary>Where it stands when its run has come to its end.</summary>
    public ChainState State { get; private set; } = null!;

    private KernelAdaptation Main => blocks[^1].Adaptation;

    private int Total => warmup + options.Draws;

    /// <summary>Begins at a position where density and gradient are finite, and where there are numbers for it at what the density holds.</summary>
    public Chain At(ReadOnlySpan<double> start)
    {
        start[..state.Position.Length].CopyTo(state.Position);
        if (start.Length > state.Position.Length) gibbs?.Hold(start[state.Position.Length..]);
        return this;
    }

    /// <summary>Goes on with what another run has learnt.</summary>
    /// <exception cref="PplException">PPL309: the run has other blocks.</exception>
    public Chain With(ChainTuning tuning)
    {
        if (tuning.Blocks.Length != blocks.Length - 1) throw Error.StateDiffers($"it has {tuning.Blocks.Length} blocks, here {blocks.Length - 1}");
        for (int i = 0; i < blocks.Length - 1; i++) blocks[i].Adaptation.Take(tuning.Blocks[i]);
        Main.Take(tuning);
        return this;
    }

    /// <summary>The warm-up, where it is still to come, and then the draws: the points where the density is wanted, before the next is asked for.</summary>
    public IEnumerable<PhasePoint> Run(IProgress<McmcProgress>? progress, McmcCheckpoint? checkpoint, CancellationToken cancel)
    {
        yield return state;
        hasGradient = true;
        RequireKnown();
        if (!isBegun)
        {
            foreach (ChainBlock block in blocks)
                foreach (PhasePoint point in block.Search(block.FirstStepSize, rng)) yield return point;
        }
        isBegun = true;
        while (taken < Total && !cancel.IsCancellationRequested)
        {
            bool isWarm = IsWarm;
            double stepSize = isWarm ? Main.Settled : Main.Trial;
            foreach (PhasePoint point in Step(isWarm)) yield return point;
            Tell(stepSize, isWarm, progress);
            if (taken == warmup) divergences = 0;
            if (checkpoint?.IsDue(taken, Total) == true) checkpoint.Save(number, Save);
        }
        State = new ChainState([.. Numbers()], Tuning(), ChainState.AtRest(rng));
        checkpoint?.Save(number, Save);
    }

    /// <summary>Reads what was saved between two steps.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public Chain Restore(SavedState saved)
    {
        double[] numbers = saved.Numbers("position");
        int size = state.Position.Length + (gibbs?.Held ?? 0);
        if (numbers.Length != size) throw Error.StateDiffers($"its positions have {numbers.Length} numbers, here {size}");
        At(numbers);
        rng.Restore(saved.Part("rng"))();
        (taken, divergences, isBegun, knownLogDensity) = ((int)saved.Integer("taken"), (int)saved.Integer("divergences"), true, saved.Number("log density"));
        for (int i = 0; i < blocks.Length; i++) blocks[i].Adaptation.Restore(saved.Part($"kernel {i}"));
        Record.Restore(saved.Part("draws"));
        if (Record.Count != Math.Max(0, taken - warmup)) throw Error.StateDiffers($"it has {Record.Count} draws after {taken} steps");
        return this;
    }

    public void Dispose() => rng.Dispose();

    /// <summary>Adds all that the next step depends on, and the draws so far.</summary>
    private void Save(SavedState saved)
    {
        saved.Add("position", [.. Numbers()]);
        saved.Add("log density", state.LogDensity);
        saved.Add("taken", taken);
        saved.Add("divergences", divergences);
        rng.Save(saved.Part("rng"));
        for (int i = 0; i < blocks.Length; i++) blocks[i].Adaptation.Save(saved.Part($"kernel {i}"));
        Record.Save(saved.Part("draws"));
    }

    /// <summary>What is held is drawn, each given all else; then each kernel moves its block.</summary>
    private IEnumerable<PhasePoint> Step(bool isWarm)
    {
        if (gibbs is not null)
        {
            gibbs.Draw(state.Position, rng);
            yield return state;
            hasGradient = true;
        }
        bool isDivergent = false;
        int evaluations = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            ChainBlock block = blocks[i];
            if (block.NeedsGradient && !hasGradient) yield return state;
            double stepSize = isWarm ? block.Adaptation.Settled : block.Adaptation.Trial;
            foreach (PhasePoint point in block.Step(stepSize, rng)) yield return point;
            hasGradient = block.KeepsGradient;
            isDivergent |= block.Last.IsDivergent;
            evaluations += block.Last.Leapfrogs;
            if (!isWarm)
                foreach (PhasePoint point in block.Learn(taken, rng)) yield return point;
            else if (i < blocks.Length - 1) Record.Blocks[i].Add([], state.LogDensity, block.Last, stepSize);
            else Record.Add(Numbers(), state.LogDensity, block.Last with { IsDivergent = isDivergent, Leapfrogs = evaluations }, stepSize);
        }
        taken++;
        if (isDivergent) divergences++;
    }

    private ChainTuning Tuning() => Of(Main) with { Blocks = [.. blocks[..^1].Select(block => Of(block.Adaptation))] };

    private static ChainTuning Of(KernelAdaptation adaptation) => new(adaptation.Settled, adaptation.Metric);

    private void Tell(double stepSize, bool isWarm, IProgress<McmcProgress>? progress)
    {
        if (taken % Math.Max(1, Total / 100) == 0 || taken == Total) progress?.Report(new McmcProgress(number, taken, Total, !isWarm, divergences, stepSize));
    }

    /// <exception cref="PplException">PPL309: the density at a saved position is not what is saved.</exception>
    private void RequireKnown()
    {
        if (knownLogDensity is { } known && !(Math.Abs(state.LogDensity - known) <= Rounding * (1 + Math.Abs(known))))
            throw Error.StateDiffers(FormattableString.Invariant($"where chain {number} stood the log density was {known:G6}, here it is {state.LogDensity:G6}: other data?"));
    }

    /// <summary>The position, and what the density holds.</summary>
    private double[] Numbers() => gibbs is null ? state.Position : [.. state.Position, .. gibbs.HeldNumbers()];
}
