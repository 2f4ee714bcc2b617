using System.Diagnostics;

namespace Ppl.Infer;

/// <summary>Where a fit stands: all that its next step depends on, but for the engine. Owned by a run.</summary>
internal sealed class FitState : IDisposable
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private double secondsBefore, lossSum;
    private long rowsCounted;

    public List<FitEpoch> History { get; private set; } = [];

    /// <summary>The rows in the order of this epoch; null between two epochs.</summary>
    public Tensor? Order { get; set; }

    /// <summary>How many rows of <see cref="Order"/> have been seen.</summary>
    public long Position { get; private set; }

    public long Steps { get; private set; }

    /// <summary>The product of the schedules at the last step.</summary>
    public double LearningRateFactor { get; set; } = 1;

    public long Skipped { get; private set; }

    public int SkippedInARow { get; set; }

    public string? FirstSkipped { get; private set; }

    /// <summary>The mean loss a row of this epoch's steps; NaN when there is none.</summary>
    public double Loss => lossSum / rowsCounted;

    /// <summary>How long this epoch has taken, before an interruption and since.</summary>
    public double Seconds => secondsBefore + watch.Elapsed.TotalSeconds;

    public void Take(long rows, double lossPerRow)
    {
        lossSum += rows * lossPerRow;
        rowsCounted += rows;
        SkippedInARow = 0;
        Pass(rows);
    }

    public void Skip(long rows, string headline)
    {
        FirstSkipped ??= headline;
        Skipped++;
        SkippedInARow++;
        Pass(rows);
    }

    public FitEpoch EndEpoch(double? validationLoss, double? testLoss)
    {
        var epoch = new FitEpoch(Loss, validationLoss, LearningRateFactor, Seconds) { TestLoss = testLoss };
        History.Add(epoch);
        (Position, lossSum, rowsCounted, secondsBefore) = (0, 0, 0, 0);
        watch.Restart();
        Dispose();
        return epoch;
    }

    public void Save(SavedState state)
    {
        state.Add("steps", Steps);
        state.Add("position", Position);
        state.Add("learning rate factor", LearningRateFactor);
        state.Add("loss sum", lossSum);
        state.Add("rows counted", rowsCounted);
        state.Add("seconds", Seconds);
        state.Add("skipped", Skipped);
        state.Add("skipped in a row", SkippedInARow);
        if (FirstSkipped is not null) state.Add("first skipped", FirstSkipped);
        if (Order is not null) state.Add("order", Order);
        SavedHistory.Save(History, state.Part("history"));
    }

    /// <param name="state">A part that <see cref="Save"/> filled.</param>
    /// <param name="rows">How many rows an epoch has.</param>
    /// <param name="device">Where the engine wants row numbers.</param>
    /// <exception cref="PplException">PPL309: the state is no fit's.</exception>
    public Action Restore(SavedState state, long rows, torch.Device device)
    {
        List<FitEpoch> history = SavedHistory.Restore(state.Part("history"));
        long[]? order = state.Has("order") ? state.Integers("order") : null;
        if (order is not null && order.Length != rows) throw Error.StateDiffers($"its order is of {order.Length} rows, here are {rows}");
        string? firstSkipped = state.Has("first skipped") ? state.Text("first skipped") : null;
        (long steps, long position, double factor) = (state.Integer("steps"), state.Integer("position"), state.Number("learning rate factor"));
        (double sum, long counted, double seconds) = (state.Number("loss sum"), state.Integer("rows counted"), state.Number("seconds"));
        (long skipped, int inARow) = (state.Integer("skipped"), (int)state.Integer("skipped in a row"));
        return () =>
        {
            Dispose();
            Order = order is null ? null : torch.tensor(order, device: device).DetachFromDisposeScope();
            (History, Steps, Position, LearningRateFactor, FirstSkipped) = (history, steps, position, factor, firstSkipped);
            (lossSum, rowsCounted, secondsBefore, Skipped, SkippedInARow) = (sum, counted, seconds, skipped, inARow);
            watch.Restart();
        };
    }

    public void Dispose()
    {
        Order?.Dispose();
        Order = null;
    }

    private void Pass(long rows)
    {
        Position += rows;
        Steps++;
    }
}
