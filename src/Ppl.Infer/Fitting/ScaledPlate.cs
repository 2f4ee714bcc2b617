namespace Ppl.Infer;

/// <summary>
/// Sees whether a program's bound is one of all rows: it is where a plate as large as the data set takes the minibatch for its subsample,
/// and so scales the minibatch's terms up.
/// </summary>
/// <param name="allRows">How many rows the fit learns from.</param>
/// <param name="batch">How many rows the minibatch has.</param>
/// <param name="heldOut">What to call rows that are held out; null for those to learn from.</param>
internal sealed class ScaledPlate(long allRows, long batch, string? heldOut = null) : Handler
{
    private bool isOpened;

    /// <summary>How many rows the bound is of.</summary>
    public long Rows => isOpened ? allRows : batch;

    protected internal override void Process(PlateSite site)
    {
        isOpened |= site.Size == allRows && site.SubsampleSize == batch;
    }

    /// <summary>A parameter that is local to the rows to learn from has no element for one that is held out, and would lend it another's.</summary>
    protected internal override void Process(ParamSite site)
    {
        if (heldOut is null || site.EventDim is null || site.Plates.All(plate => plate.Size != allRows)) return;
        throw Error.Options(
            $"the local parameter \"{site.Name}\" has no elements for the rows of {heldOut}",
            "leave them out: it is learnt for the rows to learn from alone; or guess the latents of a row by a network, which serves any row.");
    }
}
