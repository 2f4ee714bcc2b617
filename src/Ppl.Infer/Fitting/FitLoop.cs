namespace Ppl.Infer;

/// <summary>The loop of <see cref="Svi{TData}.Fit(IDataset{TData}, FitOptions, IDataset{TData}?, IDataset{TData}?)"/>: epochs of steps, and what is judged and told between them.</summary>
internal sealed class FitLoop<TData> : IDisposable
{
    private const ulong ValidationStream = 0xEA11, TestStream = 0x7E57;

    private readonly Svi<TData> svi;
    private readonly IDataset<TData> training;
    private readonly IDataset<TData>? validation, test;
    private readonly FitOptions options;
    private readonly long rows, batchSize;
    private readonly double factorBefore;
    private readonly FitState state = new();
    private readonly FitStages<TData>? stages;
    private readonly FitCheckpoint<TData> checkpoint;

    public FitLoop(Svi<TData> svi, IDataset<TData> training, FitOptions options, IDataset<TData>? validation, IDataset<TData>? test)
    {
        (this.svi, this.training, this.options, this.validation, this.test) = (svi, training, options, validation, test);
        rows = training.Count;
        batchSize = Math.Min(options.BatchSize ?? rows, rows);
        factorBefore = svi.Optimizer.LearningRateFactor;
        stages = options.Epochs is null ? new FitStages<TData>(svi, training, batchSize, options) : null;
        checkpoint = new FitCheckpoint<TData>(svi, state, stages, options, rows, validation?.Count, test?.Count);
    }

    public FitResult Run()
    {
        checkpoint.Resume();
        FitEnd? end;
        while ((end = End()) is null) RunEpoch();
        if (end == FitEnd.EarlyStopping) options.Logger?.StoppedEarly(state.History.Count);
        return new FitResult(state.History, state.Steps, state.Skipped, state.FirstSkipped, end.Value);
    }

    public void Dispose()
    {
        svi.Optimizer.LearningRateFactor = factorBefore;
        stages?.Dispose();
        state.Dispose();
    }

    private FitEnd? End() =>
        stages is not null ? stages.End
        : options.EarlyStopping?.IsDue(state.History) == true ? FitEnd.EarlyStopping
        : state.History.Count >= options.Epochs ? FitEnd.Epochs
        : null;

    private void RunEpoch()
    {
        state.Order ??= DrawOrder();
        bool isToBeSaved = stages is null | EndStage();         // a fit that was cancelled here goes on with the judgement
        while (state.Position < rows && stages?.End is null)
        {
            StopIfCancelled();
            TakeStep();
            isToBeSaved |= EndStage();
            if (state.Steps % options.CheckpointSteps == 0) checkpoint.Save();
            options.Progress?.Report(new FitProgress(
                state.History.Count + 1, options.Epochs, state.Steps, state.Position, rows, state.Loss, state.Skipped, state.LearningRateFactor));
        }
        FitEpoch epoch = state.EndEpoch(LossOf(validation, "validation", ValidationStream), LossOf(test, "test", TestStream));
        if (options.Epochs is { } epochs) options.Logger?.EpochEnded(state.History.Count, epochs, epoch.TrainingLoss, epoch.ValidationLoss, epoch.Seconds);
        if (isToBeSaved) checkpoint.Save();
    }

    private bool EndStage()
    {
        if (stages is null || !stages.IsStageOver) return false;
        stages.EndStage(StopIfCancelled);
        return true;
    }

    /// <summary>Between two steps, where all that the next one depends on is in the state.</summary>
    private void StopIfCancelled()
    {
        if (!options.Cancel.IsCancellationRequested) return;
        checkpoint.Save();
        options.Cancel.ThrowIfCancellationRequested();
    }

    private Tensor DrawOrder()
    {
        torch.Device device = svi.Rng.Device;
        Tensor order = options.Shuffle
            ? torch.randperm(rows, torch.ScalarType.Int64, device, generator: svi.Rng.Generator())
            : torch.arange(rows, torch.ScalarType.Int64, device);
        return order.DetachFromDisposeScope();
    }

    private void TakeStep()
    {
        using TensorScope step = TensorScope.Begin();
        long count = Math.Min(batchSize, rows - state.Position);
        SetLearningRate();
        try
        {
            TData batch = training.Read(state.Order!.narrow(0, state.Position, count), svi.Rng);
            state.Take(count, LossPerRow(count, () => stages is null ? svi.Step(batch) : stages.Step(batch)));
        }
        catch (PplException error) when (IsNotFinite(error))
        {
            state.Skip(count, error.Headline);
            stages?.Skip();
            options.Logger?.StepSkipped(state.Steps, state.SkippedInARow, error.Headline);
            if (state.SkippedInARow <= options.MaxSkippedInARow) return;
            if (stages?.GiveUp() != true) throw;
            state.SkippedInARow = 0;
        }
    }

    private void SetLearningRate()
    {
        if (stages is not null) state.LearningRateFactor = stages.Factor;
        if (options.Epochs is not { } epochs || options.Schedules.Count == 0) return;
        var position = new FitPosition(state.Steps, (rows + batchSize - 1) / batchSize, epochs, state.History);
        state.LearningRateFactor = options.Schedules.Aggregate(1.0, (factor, schedule) => factor * schedule(position));
        svi.Optimizer.LearningRateFactor = state.LearningRateFactor;
    }

    /// <summary>
    /// The loss of the rows that were held out. Its draws are the same in every epoch, by a generator of their own: two epochs differ by their
    /// parameters alone, and training goes the same way with validation or without.
    /// </summary>
    private double? LossOf(IDataset<TData>? held, string name, ulong stream)
    {
        if (held is null) return null;
        using Rng rng = svi.Rng.Fork(stream);
        using Tensor order = torch.arange(held.Count, torch.ScalarType.Int64, svi.Rng.Device).DetachFromDisposeScope();
        double sum = 0;
        try
        {
            for (long position = 0; position < held.Count; position += batchSize)
            {
                StopIfCancelled();
                using TensorScope step = TensorScope.Begin();
                long count = Math.Min(batchSize, held.Count - position);
                TData batch = held.Read(order.narrow(0, position, count), rng);
                sum += count * LossPerRow(count, () => svi.EvaluateLoss(batch, rng), name);
            }
        }
        catch (PplException error) when (IsNotFinite(error))
        {
            options.Logger?.LossNotFinite(state.History.Count + 1, name, error.Headline);
            return double.NaN;
        }
        return sum / held.Count;
    }

    private double LossPerRow(long count, Func<double> loss, string? heldOut = null)
    {
        var bound = new ScaledPlate(rows, count, heldOut);
        using Scope scope = bound.Enter();
        return loss() / bound.Rows;
    }

    private static bool IsNotFinite(PplException error) => error.Code is "PPL201" or "PPL202";
}
