namespace Ppl;

internal static partial class Error
{
    /// <summary>A replayed, substituted or conditioned value of another shape.</summary>
    public static PplException SuppliedShape(SampleSite site, Shape value)
    {
        ErrorText text = new("PPL111", $"{site.Description}: {site.Supplier!.Description} gave a value of another shape");
        DescribeSite(text, site);
        DescribePlates(text, site.Plates);
        return text.Hint(site.Supplier.Description == "Replay"
                ? "give the guide's site the batch shape, plates and event dims of the model's."
                : $"give a value of shape {site.Distribution.BatchShape + site.Distribution.EventShape}; {value} does not fit.")
            .ToException();
    }
}
