using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Ppl.Infer;

/// <summary>Settings of <see cref="Svi{TData}.Fit(IDataset{TData}, FitOptions, IDataset{TData}?, IDataset{TData}?)"/>.</summary>
public sealed record FitOptions
{
    /// <summary>
    /// How often to go through all rows. A fit that is resumed counts the epochs before the interruption. Null, the default: as often as
    /// <see cref="Convergence"/> takes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? Epochs { get; init => field = value is { } epochs ? RequirePositive(epochs, nameof(Epochs)) : null; }

    /// <summary>How a fit without <see cref="Epochs"/> comes to its end; null for the defaults of <see cref="Infer.Convergence"/>.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>
    /// How many rows a step looks at; the last step of an epoch takes what is left. Default: all, one step an epoch. A model with latents
    /// that all rows share must then scale its plate (docs/fitting.md).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? BatchSize { get; init => field = value is { } size ? RequirePositive(size, nameof(BatchSize)) : null; }

    /// <summary>Whether each epoch takes the rows in an order of its own, drawn from the engine's generator. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Factors of the optimiser's learning rate, multiplied; see <see cref="Infer.Schedules"/>. They need <see cref="Epochs"/>. Default: none.</summary>
    public IReadOnlyList<Schedule> Schedules { get; init; } = [];

    /// <summary>When to end before <see cref="Epochs"/>, which it needs; null (the default) never does.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// How many steps in a row may be skipped because the loss (PPL201) or a gradient (PPL202) is not finite; the next such step throws its
    /// error. Default 10: if one step in ten fails by chance, eleven in a row come once in 10¹¹ steps, while parameters that have gone
    /// astray fail at every step. 0 skips none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxSkippedInARow
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaxSkippedInARow), value, "A number from 0 on is needed.");
    } = 10;

    /// <summary>
    /// The file to write at the end of each epoch (without <see cref="Epochs"/>, of each one in which a stage ended), and when the fit is cancelled: all
    /// that a later run needs to go on with the same numbers, to the last bit (docs/fitting.md). Default: none.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>After how many steps to write the checkpoint, besides. Default: at the end of an epoch only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? CheckpointSteps { get; init => field = value is { } steps ? RequirePositive(steps, nameof(CheckpointSteps)) : null; }

    /// <summary>Whether to go on from the checkpoint; without a file yet, the fit starts anew. More <see cref="Epochs"/> than before are taken then.</summary>
    public bool Resume { get; init; }

    /// <summary>What else a resumed fit must have in common with the one that was interrupted (the data, the network), by name.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Told after every step, on the fit's own thread and before the next step.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Told what happens: epochs, skipped steps, checkpoints.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Ends the fit between two steps with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancel { get; init; }

    /// <exception cref="PplException">PPL314: an option about a checkpoint that is not there, or about an end that is not the fit's.</exception>
    internal void RequireConsistent()
    {
        if (Epochs is null && (Schedules.Count > 0 || EarlyStopping is not null))
        {
            throw Error.Options(
                $"{(Schedules.Count > 0 ? nameof(Schedules) : nameof(EarlyStopping))} without {nameof(Epochs)}",
                $"set {nameof(Epochs)}; or leave rates and end to the fit, which then goes on until the bound no longer rises.");
        }
        if (Epochs is not null && Convergence is not null)
            throw Error.Options($"{nameof(Epochs)} and {nameof(Convergence)} are both set", $"a fit has so many epochs, or ends by itself: choose one.");
        if (Checkpoint is null && (Resume || CheckpointSteps is not null))
            throw Error.Options($"{(Resume ? nameof(Resume) : nameof(CheckpointSteps))} is set, but {nameof(Checkpoint)} names no file", $"set {nameof(Checkpoint)} to a path.");
    }

    private static int RequirePositive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "A positive number is needed.");
}
