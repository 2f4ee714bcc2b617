namespace Ppl.Infer;

/// <summary>What a fit did.</summary>
/// <param name="History">One entry an epoch, those before a resume included.</param>
/// <param name="Steps">How many steps there were, the skipped ones included.</param>
/// <param name="Skipped">How many steps changed nothing, because their loss or a gradient was not finite.</param>
/// <param name="FirstSkipped">The first line of the error of the first of these; null without one.</param>
/// <param name="End">Why it ended.</param>
public sealed record FitResult(IReadOnlyList<FitEpoch> History, long Steps, long Skipped, string? FirstSkipped, FitEnd End);

/// <summary>Why a fit ended.</summary>
public enum FitEnd
{
    /// <summary>It has run all its epochs.</summary>
    Epochs,

    /// <summary>The loss no longer fell: <see cref="FitOptions.EarlyStopping"/>.</summary>
    EarlyStopping,

    /// <summary>The bound no longer rose: <see cref="FitOptions.Convergence"/>.</summary>
    Converged,

    /// <summary>It has taken <see cref="Convergence.MaxSteps"/>, and the bound may still rise.</summary>
    MaxSteps,
}

/// <summary>One epoch. Losses are negative bounds in nats a row.</summary>
/// <param name="TrainingLoss">The mean over the epoch's steps, each before its change; NaN when all of them were skipped.</param>
/// <param name="ValidationLoss">At the epoch's end; null without validation data, NaN where the bound was not finite.</param>
/// <param name="LearningRateFactor">The multiple of the optimiser's learning rate at the epoch's last step: the product of the schedules; without <see cref="FitOptions.Epochs"/>, the rate of the element that moves most.</param>
/// <param name="Seconds">How long it took, its validation included.</param>
public sealed record FitEpoch(double TrainingLoss, double? ValidationLoss, double LearningRateFactor, double Seconds)
{
    /// <summary>At the epoch's end, of rows by which nothing is judged; null without such rows, NaN where the bound was not finite.</summary>
    public double? TestLoss { get; init; }

    /// <summary>The loss by which to judge the epoch: that of validation, or of training where there is none.</summary>
    public double JudgedLoss => ValidationLoss ?? TrainingLoss;
}

/// <summary>Where a fit stands after a step.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Epochs">How many there are to be; null where the fit ends by itself.</param>
/// <param name="Step">The number of the step, from 1.</param>
/// <param name="RowsSeen">How many rows this epoch has been through.</param>
/// <param name="Rows">How many rows an epoch has.</param>
/// <param name="Loss">The mean loss of this epoch's steps so far, in nats a row; NaN when all of them were skipped.</param>
/// <param name="Skipped">How many steps have been skipped, in all epochs.</param>
/// <param name="LearningRateFactor">The multiple of the optimiser's learning rate at this step.</param>
public readonly record struct FitProgress(
    int Epoch, int? Epochs, long Step, long RowsSeen, long Rows, double Loss, long Skipped, double LearningRateFactor);
