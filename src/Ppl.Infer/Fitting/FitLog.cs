using Microsoft.Extensions.Logging;

namespace Ppl.Infer;

/// <summary>What a fit tells its logger.</summary>
internal static partial class FitLog
{
    [LoggerMessage(1, LogLevel.Information, "epoch {Epoch} of {Epochs}: training loss {TrainingLoss:G6}, validation loss {ValidationLoss:G6} nats a row; {Seconds:F1} s")]
    public static partial void EpochEnded(this ILogger logger, int epoch, int epochs, double trainingLoss, double? validationLoss, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "step {Step} skipped, {InARow} in a row: {Headline}")]
    public static partial void StepSkipped(this ILogger logger, long step, int inARow, string headline);

    [LoggerMessage(3, LogLevel.Warning, "epoch {Epoch}: no {Rows} loss: {Headline}")]
    public static partial void LossNotFinite(this ILogger logger, int epoch, string rows, string headline);

    [LoggerMessage(4, LogLevel.Information, "stopped early after epoch {Epoch}: the loss no longer falls")]
    public static partial void StoppedEarly(this ILogger logger, int epoch);

    [LoggerMessage(5, LogLevel.Information, "resumed from {Path}: {Steps} steps were taken, this is epoch {Epoch}")]
    public static partial void Resumed(this ILogger logger, string path, long steps, int epoch);

    [LoggerMessage(6, LogLevel.Debug, "wrote {Path} after step {Steps}")]
    public static partial void CheckpointSaved(this ILogger logger, string path, long steps);
}
