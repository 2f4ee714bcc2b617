namespace Ppl.Infer;

/// <summary>A history of epochs as arrays, one element an epoch.</summary>
internal static class SavedHistory
{
    private const string Training = "training loss", Validation = "validation loss", Test = "test loss", Factor = "learning rate factor", Seconds = "seconds";

    public static void Save(IReadOnlyList<FitEpoch> history, SavedState state)
    {
        double[] Column(Func<FitEpoch, double> number) => [.. history.Select(number)];
        state.Add(Training, Column(epoch => epoch.TrainingLoss));
        state.Add(Factor, Column(epoch => epoch.LearningRateFactor));
        state.Add(Seconds, Column(epoch => epoch.Seconds));
        if (history.Any(epoch => epoch.ValidationLoss is not null)) state.Add(Validation, Column(epoch => epoch.ValidationLoss!.Value));
        if (history.Any(epoch => epoch.TestLoss is not null)) state.Add(Test, Column(epoch => epoch.TestLoss!.Value));
    }

    /// <exception cref="PplException">PPL309: there is none, or its columns differ in length.</exception>
    public static List<FitEpoch> Restore(SavedState state)
    {
        double[] training = state.Numbers(Training), factor = state.Numbers(Factor), seconds = state.Numbers(Seconds);
        double[]? validation = state.Has(Validation) ? state.Numbers(Validation) : null;
        double[]? test = state.Has(Test) ? state.Numbers(Test) : null;
        if (new[] { factor, seconds, validation ?? training, test ?? training }.Any(column => column.Length != training.Length))
            throw Error.StateDiffers("its history has columns of different lengths");
        return [.. training.Select((loss, i) => new FitEpoch(loss, validation?[i], factor[i], seconds[i]) { TestLoss = test?[i] })];
    }
}
