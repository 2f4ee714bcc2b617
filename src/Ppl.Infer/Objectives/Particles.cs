using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>How many draws of the latents an estimate takes, and how: side by side in one run, or one run after another.</summary>
internal sealed class Particles
{
    /// <summary>The plate of the particles that run side by side.</summary>
    private const string PlateName = "particles";

    private readonly bool sideBySide;

    public Particles(int particles, bool vectorize)
    {
        if (particles <= 0) throw new ArgumentOutOfRangeException(nameof(particles), particles, "An estimate takes at least one particle.");
        (Count, sideBySide) = (particles, vectorize && particles > 1);
    }

    public int Count { get; }

    /// <summary>The plate whose elements the particles of a run are; null where each run is one particle.</summary>
    public string? Plate => sideBySide ? PlateName : null;

    /// <summary>How many dims on the right plates and particles own.</summary>
    public int DepthOver(int plateDepth) => sideBySide ? plateDepth + 1 : plateDepth;

    /// <summary>The runs of all particles: one of all side by side, to the left of the programs' own plates, or as many as there are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="guide">The guide.</param>
    /// <param name="plateDepth">How many dims on the right the plates of both programs own.</param>
    /// <param name="run">A run of the model and the guide that it is given; its handlers see the copies.</param>
    public IReadOnlyList<GuidedRun> Run(Action model, Action guide, int plateDepth, Func<Action, Action, GuidedRun> run)
    {
        if (!sideBySide)
        {
            var runs = new GuidedRun[Count];
            for (int i = 0; i < Count; i++) runs[i] = run(model, guide);
            return runs;
        }
        var copies = new Broadcast(PlateName, Count, dim: -plateDepth - 1);
        return [run(InCopies(model), InCopies(guide))];

        Action InCopies(Action program) => () =>
        {
            using Scope scope = copies.Enter();
            scope.Run(program);
        };
    }

    /// <summary>The same, where later runs look at the subsamples of the first.</summary>
    public IReadOnlyList<GuidedRun> RunAlike(Action model, Action guide, int plateDepth, Func<Action, Action, GuidedRun> run)
    {
        GuidedRun? first = null;
        return Run(model, guide, plateDepth, (m, g) =>
        {
            if (first is null) return first = run(m, g);
            using Scope elements = new SameElements(first).Enter();
            return run(m, g);
        });
    }
}
