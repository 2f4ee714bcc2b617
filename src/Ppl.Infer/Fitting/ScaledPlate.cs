namespace Ppl.Infer;

/// <summary>
/// Sees whether a program's bound is one of all rows: it is where a plate as large as the data set takes the minibatch for its subsample,
/// and so scales the minibatch's terms up.
/// </summary>
internal sealed class ScaledPlate(long allRows, long batch) : Handler
{
    private bool isOpened;

    /// <summary>How many rows the bound is of.</summary>
    public long Rows => isOpened ? allRows : batch;

    protected internal override void Process(PlateSite site)
    {
        isOpened |= site.Size == allRows && site.SubsampleSize == batch;
    }
}
