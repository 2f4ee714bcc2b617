using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Runs programs for many draws, each run in a tensor scope of its own: side by side in chunks, so that memory is bounded, or one after another
/// where the programs do not broadcast.
/// </summary>
/// <param name="run">One run of guide and model for some of the draws.</param>
/// <param name="parameters">The parameters of both; without them each takes its initial value.</param>
/// <param name="rng">All randomness.</param>
/// <param name="options">How many at once.</param>
internal sealed class ManyRuns(Func<Chunk, GuidedRun> run, ParamStore? parameters, Rng rng, DrawOptions options)
{
    private const ulong FirstRunStream = 0xF157, TrialStream = 0x7121;

    private static readonly Chunk Single = new(0, 1, Depth: null);

    /// <summary>What went wrong when two draws were run side by side; null when nothing did, or they merely came to something else.</summary>
    public PplException? Obstacle { get; private set; }

    /// <summary>Makes all draws.</summary>
    /// <param name="count">How many.</param>
    /// <param name="first">Sees a single run, made to find shapes: its draws count for nothing.</param>
    /// <param name="read">Reads numbers off each run.</param>
    /// <param name="cancel">Asked for before each run.</param>
    public void ForEach(int count, Action<GuidedRun> first, Action<GuidedRun, Chunk> read, CancellationToken cancel = default)
    {
        int depth = 0;
        using (TensorScope scope = TensorScope.Begin())
        using (Rng firstRng = rng.Fork(FirstRunStream))
        {
            Perform(Single, firstRng, null, single =>
            {
                depth = Math.Max(single.Guide.PlateDepth, single.Model.PlateDepth);
                RefuseEnumerated(single);
                first(single);
            });
        }
        bool sideBySide = options.AtOnce > 1 && count > 1 && BroadcastsAt(depth);
        int size = sideBySide ? Math.Min(options.AtOnce, count) : 1;
        for (int start = 0; start < count; start += size)
        {
            cancel.ThrowIfCancellationRequested();
            var chunk = new Chunk(start, Math.Min(size, count - start), sideBySide ? depth : null);
            using TensorScope scope = TensorScope.Begin();
            using ValueChecks checks = ValueChecks.Set(EffectStack.ChecksValues && start == 0);
            Perform(chunk, rng, null, made => read(made, chunk));
        }
    }

    /// <summary>
    /// Do two draws side by side come to the same as one after the other? Along the values of the former, the log densities and named values of
    /// the latter must be those of each copy.
    /// </summary>
    private bool BroadcastsAt(int depth)
    {
        var pair = new Chunk(0, 2, depth);
        bool same = true;
        using TensorScope scope = TensorScope.Begin();
        using Rng trialRng = rng.Fork(TrialStream);
        try
        {
            Perform(pair, trialRng, null, both =>
            {
                for (int i = 0; i < 2 && same; i++)
                    Perform(Single with { Start = i }, trialRng, new Along(both, pair, i), alone => same = Trial.IsCopy(both, alone, pair, i));
            });
        }
        catch (PplException error)
        {
            Obstacle = error;
            return false;    // Single runs go well: the first one did. What fails is to run two at once.
        }
        return same;
    }

    /// <exception cref="PplException">PPL010: a site lists all its values.</exception>
    private static void RefuseEnumerated(GuidedRun run)
    {
        foreach ((_, ScoredSite scored) in run.Scored)
            if (scored is SampleSite { Enumeration: not null } site) throw Error.EnumeratedForDraws(site);
    }

    /// <summary>One run of the programs; what it makes lives in the caller's tensor scope.</summary>
    private void Perform(Chunk chunk, Rng source, Handler? along, Action<GuidedRun> read)
    {
        using IDisposable noGradients = torch.no_grad();
        using Scope seed = new Seed(source).Enter();
        if (parameters is null)
        {
            PerformBound(chunk, along, read);
            return;
        }
        using Scope bind = new BindParams(parameters).Enter();
        using Scope known = new KnownParams(parameters).Enter();
        PerformBound(chunk, along, read);
    }

    private void PerformBound(Chunk chunk, Handler? along, Action<GuidedRun> read)
    {
        if (along is null)
        {
            PerformCopies(chunk, read);
            return;
        }
        using Scope values = along.Enter();
        PerformCopies(chunk, read);
    }

    private void PerformCopies(Chunk chunk, Action<GuidedRun> read)
    {
        if (chunk.Copies is not { } copies)
        {
            read(run(chunk));
            return;
        }
        GuidedRun made;
        using (Scope scope = copies.Enter()) made = run(chunk);
        read(made);
    }
}
