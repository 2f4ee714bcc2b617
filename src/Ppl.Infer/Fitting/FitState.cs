namespace Ppl.Infer;

/// <summary>Where a fit stands: all that its next step depends on, but for the engine. Owned by a run.</summary>
internal sealed class FitState : IDisposable
{
    public List<FitEpoch> History { get; } = [];

    /// <summary>The rows in the order of this epoch; null between two epochs.</summary>
    public Tensor? Order { get; set; }

    /// <summary>How many rows of <see cref="Order"/> have been seen.</summary>
    public long Position { get; private set; }

    public long Steps { get; private set; }

    public long Skipped { get; private set; }

    public int SkippedInARow { get; private set; }

    public string? FirstSkipped { get; private set; }

    /// <summary>How long this epoch has taken before an interruption.</summary>
    public double Seconds { get; set; }

    /// <summary>The mean loss a row of this epoch's steps; NaN when there is none.</summary>
    public double Loss => lossSum / rowsCounted;

    private double lossSum;
    private long rowsCounted;

    public void Took(long rows, double lossPerRow)
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

    public void EndEpoch(FitEpoch epoch)
    {
        History.Add(epoch);
        (Position, lossSum, rowsCounted, Seconds) = (0, 0, 0, 0);
        Dispose();
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
