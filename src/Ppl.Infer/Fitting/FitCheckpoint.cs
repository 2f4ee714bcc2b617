namespace Ppl.Infer;

/// <summary>The file from which a fit can go on: the engine's state, and in a part of its own where the loop stands.</summary>
internal sealed class FitCheckpoint<TData>(Svi<TData> svi, FitState fit, FitStages<TData>? stages, FitOptions options, long rows, long? validationRows, long? testRows)
{
    private const string Loop = "fit", Settings = "settings", Stages = "stages";

    public void Save()
    {
        if (options.Checkpoint is null) return;
        var state = new SavedState();
        svi.Save(state);
        SavedState loop = state.Part(Loop);
        fit.Save(loop);
        stages?.Save(loop.Part(Stages));
        foreach ((string name, string value) in SettingsHere()) loop.Part(Settings).Add(name, value);
        state.Write(options.Checkpoint);
        options.Logger?.CheckpointSaved(options.Checkpoint, fit.Steps);
    }

    /// <summary>Takes over the state of the file, or nothing of it when something does not fit. Without a file there is nothing to take over.</summary>
    public void Resume()
    {
        if (!options.Resume || !File.Exists(options.Checkpoint)) return;
        SavedState.Restore(options.Checkpoint, Restore)();
        options.Logger?.Resumed(options.Checkpoint, fit.Steps, fit.History.Count + 1);
    }

    private Action Restore(SavedState state)
    {
        SavedState loop = state.Part(Loop), settings = loop.Part(Settings);
        StateDifference.RequireNone(SettingsHere(), settings.Texts.ToDictionary(name => name, settings.Text));
        Action restore = fit.Restore(loop, rows, svi.Rng.Device) + svi.Restore(state);
        return stages is null ? restore : restore + stages.Restore(loop.Part(Stages));
    }

    /// <summary>What else decides the numbers to come: with another order or size of minibatches the run would be another.</summary>
    private Dictionary<string, string> SettingsHere()
    {
        var settings = new Dictionary<string, string>
        {
            ["rows"] = FormattableString.Invariant($"{rows}"),
            ["validation rows"] = FormattableString.Invariant($"{validationRows ?? 0}"),
            ["test rows"] = FormattableString.Invariant($"{testRows ?? 0}"),
            ["batch size"] = FormattableString.Invariant($"{Math.Min(options.BatchSize ?? rows, rows)}"),
            ["shuffle"] = options.Shuffle ? "yes" : "no",
        };
        if (stages is not null) settings.Add("ends", "by itself");
        foreach ((string name, string value) in options.Facts) settings.Add(name, value);
        return settings;
    }
}
