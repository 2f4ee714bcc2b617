namespace Ppl.Infer;

/// <summary>The stages of a fit that ends by itself: takes the steps, judges what a stage gained, and says when it was too little to go on.</summary>
internal sealed class FitStages<TData>(Svi<TData> svi, IDataset<TData> training, long batchSize, FitOptions options) : IResumable, IDisposable
{
    private const int DrawsInStep = 5, LeastDraws = 20, LeastStages = 4;

    private readonly Convergence convergence = options.Convergence ?? new();
    private readonly StagedSteps steps = new(svi.Optimizer, svi.Parameters, (options.Convergence ?? new()).MaxSteps);
    private readonly CommonLosses<TData> losses = new(svi, training, batchSize, options.Shuffle);
    private bool isLost, wasLost;

    /// <summary>Why there is nothing more to do; null while there is.</summary>
    public FitEnd? End { get; private set; }

    public bool IsStageOver => isLost || steps.IsStageOver;

    public double Factor => steps.Factor;

    public double Step(TData batch) => svi.Step(batch, steps.Step);

    /// <summary>Counts a step that changed nothing.</summary>
    public void Skip() => steps.Skip();

    /// <summary>Gives up a stage that has gone where no loss or gradient is finite; false when that helps no more.</summary>
    public bool GiveUp() => isLost = steps.Stage > 0 && !wasLost;

    /// <summary>
    /// Goes on from the stage's means, or, where they have clearly made the bound worse, from where it began, at lower rates. Cancelled, it leaves all as
    /// it was.
    /// </summary>
    public void EndStage(Action stopIfCancelled)
    {
        (double gain, double error) = isLost ? (double.NaN, double.NaN) : Gain(stopIfCancelled);
        bool isBetter = gain >= -Math.Max(convergence.Tolerance, 3 * error);
        if (isBetter) steps.WriteMeans();
        else steps.WriteStarts();
        int stage = steps.Stage + 1;
        steps.Begin(slower: !isBetter);
        (wasLost, isLost) = (isLost, false);
        End = EndAfter(isBetter && stage >= LeastStages && gain + error < convergence.Tolerance);
        if (isBetter) options.Logger?.StageEnded(stage, steps.Steps, gain, error);
        else options.Logger?.StageTakenBack(stage, steps.Steps);
        if (End == FitEnd.Converged) options.Logger?.Converged(steps.Steps, convergence.Tolerance);
        if (End == FitEnd.MaxSteps) options.Logger?.NotConverged(steps.Steps);
    }

    public void Save(SavedState state)
    {
        steps.Save(state);
        state.Add("lost", isLost ? 1 : 0);
        state.Add("lost before", wasLost ? 1 : 0);
        state.Add("converged", End == FitEnd.Converged ? 1 : 0);
    }

    /// <inheritdoc/>
    public Action Restore(SavedState state)
    {
        (bool lost, bool lostBefore) = (state.Integer("lost") != 0, state.Integer("lost before") != 0);
        bool hasConverged = state.Integer("converged") != 0;
        return steps.Restore(state) + (() => (isLost, wasLost, End) = (lost, lostBefore, EndAfter(hasConverged)));
    }

    public void Dispose() => steps.Dispose();

    private FitEnd? EndAfter(bool hasConverged) =>
        hasConverged ? FitEnd.Converged
        : steps.Steps >= convergence.MaxSteps ? FitEnd.MaxSteps
        : null;

    private (double Gain, double Error) Gain(Action stopIfCancelled)
    {
        using TensorScope scope = TensorScope.Begin();
        Dictionary<StoredParam, Tensor> last = Values();
        try
        {
            long count = Math.Max(LeastDraws, steps.Length / DrawsInStep);
            steps.WriteMeans();
            double[] after = losses.Draw(steps.Stage, count, stopIfCancelled);
            steps.WriteStarts();
            return CommonLosses<TData>.Compare(losses.Draw(steps.Stage, count, stopIfCancelled), after);
        }
        finally
        {
            using IDisposable noGradients = torch.no_grad();
            foreach ((StoredParam parameter, Tensor value) in last) parameter.Unconstrained.copy_(value);
        }
    }

    private Dictionary<StoredParam, Tensor> Values()
    {
        using IDisposable noGradients = torch.no_grad();
        return svi.Parameters.ToDictionary(parameter => parameter, parameter => parameter.Unconstrained.clone());
    }
}
