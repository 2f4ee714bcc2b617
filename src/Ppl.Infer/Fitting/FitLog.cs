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

    [LoggerMessage(7, LogLevel.Information, "stage {Stage} ended after step {Steps}: the bound rose by {Gain:G3} nats, standard error {Error:G2}")]
    public static partial void StageEnded(this ILogger logger, int stage, long steps, double gain, double error);

    [LoggerMessage(8, LogLevel.Warning, "stage {Stage} ended after step {Steps} and was taken back: the bound fell; its rates were too high")]
    public static partial void StageTakenBack(this ILogger logger, int stage, long steps);

    [LoggerMessage(9, LogLevel.Information, "converged after step {Steps}: half of the steps raised the bound by less than {Tolerance:G3} nats")]
    public static partial void Converged(this ILogger logger, long steps, double tolerance);

    [LoggerMessage(10, LogLevel.Warning, "stopped after step {Steps}, the last one allowed: the bound may still rise")]
    public static partial void NotConverged(this ILogger logger, long steps);
}
