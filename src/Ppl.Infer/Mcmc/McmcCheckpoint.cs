using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>The file from which a run can go on: where each of its chains stood when it was last between two steps. Serves all chains' threads.</summary>
internal sealed class McmcCheckpoint
{
    private const int Version = 1, TimesARun = 10;
    private const string VersionName = "mcmc version", Settings = "settings";

    private readonly McmcOptions options;
    private readonly ImmutableDictionary<string, string> settings;
    private readonly SavedState?[] chains;
    private readonly Lock gate = new();

    /// <param name="options">The engine's, which name the file.</param>
    /// <param name="settings">What a resumed run must have in common with the one that was interrupted.</param>
    public McmcCheckpoint(McmcOptions options, IEnumerable<KeyValuePair<string, string>> settings)
    {
        (this.options, this.settings, chains) = (options, settings.ToImmutableDictionary(), new SavedState?[options.Chains]);
        if (options.Resume && File.Exists(options.Checkpoint)) SavedState.Restore(options.Checkpoint, Read)();
    }

    /// <summary>Is the file to be written after so many of a chain's steps?</summary>
    public bool IsDue(int taken, int total) => taken % (options.CheckpointSteps ?? Math.Max(1, total / TimesARun)) == 0;

    /// <summary>A chain where it stood; null where the file does not know it.</summary>
    /// <param name="number">Which of the chains.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="PplException">PPL309: the file is of another run.</exception>
    public Chain? Resumed(int number, Func<Chain> make) => chains[number] is { } saved ? SavedState.OfFile(options.Checkpoint!, () => make().Restore(saved)) : null;

    /// <summary>Writes the file with what a chain adds now, and the others added last.</summary>
    /// <exception cref="PplException">PPL311: it cannot be written.</exception>
    public void Save(int number, Action<SavedState> add)
    {
        var chain = new SavedState();
        add(chain);
        lock (gate)
        {
            chains[number] = chain;
            var state = new SavedState();
            state.Add(VersionName, Version);
            foreach ((string name, string value) in settings) state.Part(Settings).Add(name, value);
            for (int i = 0; i < chains.Length; i++)
                if (chains[i] is { } saved) PartOf(state, i).Add(saved);
            state.Write(options.Checkpoint!);
        }
    }

    private Action Read(SavedState state)
    {
        if (state.Integer(VersionName) is var version and > Version) throw Error.NewerVersion(options.Checkpoint!, (int)version, Version);
        SavedState saved = state.Part(Settings);
        StateDifference.RequireNone(settings, saved.Texts.ToDictionary(name => name, saved.Text));
        return () =>
        {
            for (int i = 0; i < chains.Length; i++)
                if (PartOf(state, i) is var chain && chain.Has("taken")) chains[i] = chain;
        };
    }

    private static SavedState PartOf(SavedState state, int number) => state.Part($"chain {number}");
}
