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
                ? $"Replay gives what the guide drew: draw \"{site.Name}\" there with shape {site.Distribution.BatchShape + site.Distribution.EventShape}, in the same plates, with the same batch shape and event dims."
                : $"give a value of shape {site.Distribution.BatchShape + site.Distribution.EventShape}; {value} does not fit.")
            .ToException();
    }
}
