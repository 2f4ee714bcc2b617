namespace Ppl;

internal static partial class Error
{
    /// <summary>Shapes that do not broadcast; <paramref name="where"/> says whose they are, such as <c>Normal</c>.</summary>
    public static PplException ShapesDoNotBroadcast(Shape a, Shape b, string? where = null) =>
        new ErrorText("PPL101", $"{(where is null ? "" : where + ": ")}shapes {a} and {b} do not broadcast")
            .Hint("make the sizes equal, counted from the right, or one of them 1: unsqueeze a dimension where one is missing.")
            .ToException();

    /// <summary>A value that does not broadcast with its distribution.</summary>
    public static PplException ValueShape(SampleSite site, Shape value)
    {
        ErrorText text = new("PPL101", $"{site.Description}: value and distribution do not broadcast");
        DescribeSite(text, site);
        DescribePlates(text, site.Plates);
        return text.Hint($"give a value of shape {site.Distribution.BatchShape + site.Distribution.EventShape}; {value} is another.").ToException();
    }

    /// <summary>A mask that does not broadcast to the batch shape of its site.</summary>
    public static PplException MaskShape(ScoredSite site, Shape mask, Shape logProb) =>
        new ErrorText("PPL101", $"{site.Description}: the mask does not broadcast to the site's batch shape")
            .Row("mask", mask.ToString())
            .Row("batch", logProb.ToString())
            .Hint("give one Bool per batch element; event dims have none of their own.")
            .ToException();
}
