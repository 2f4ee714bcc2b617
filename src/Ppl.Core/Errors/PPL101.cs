using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>Shapes that do not broadcast.</summary>
    public static PplException ShapesDoNotBroadcast(Shape a, Shape b) =>
        new ErrorText("PPL101", $"shapes {a} and {b} do not broadcast").Hint(Align("the first", a, "the second", b)).ToException();

    /// <summary>Arguments of a distribution whose batch dims do not broadcast.</summary>
    public static PplException ArgumentsDoNotBroadcast(string owner, ReadOnlySpan<Arguments> arguments)
    {
        (Arguments a, Arguments b) = Apart(arguments);
        ErrorText text = new("PPL101", $"{owner}: the batch shapes of {a.Name}, {a.Batch}, and {b.Name}, {b.Batch}, do not broadcast");
        foreach (Arguments argument in arguments) text.Row(argument.Name, argument.Batch.ToString());
        return text.Hint(Align(a.Name, a.Batch, b.Name, b.Batch)).ToException();
    }

    /// <summary>A value whose batch dims do not broadcast with those of a distribution.</summary>
    public static PplException ValueAndBatch(Distribution distribution, Shape value)
    {
        Shape batch = value.DropLast(distribution.EventShape.Rank);
        return new ErrorText("PPL101", $"{distribution.Name}: a value of shape {value} does not broadcast with batch {distribution.BatchShape}")
            .Row("value", value.ToString())
            .Row("distribution", distribution.Name, $"batch {distribution.BatchShape}", $"event {distribution.EventShape}")
            .Hint(Align("the value", batch, "the batch", distribution.BatchShape))
            .ToException();
    }

    /// <summary>A batch shape that does not stretch to the one asked for.</summary>
    public static PplException CannotExpand(string distribution, Shape batch, Shape asked)
    {
        string pattern = string.Join(", ", batch.ToArray().Select(size => size == 1 ? "any" : $"{size}"));
        return new ErrorText("PPL101", $"{distribution}: batch {batch} does not expand to {asked}")
            .Row("batch", batch.ToString())
            .Row("asked for", asked.ToString())
            .Hint($"Expand adds dims on the left and stretches those of size 1, and keeps the others: ask for [..., {pattern}], or give the arguments a dim of size 1 where the new size shall stand.")
            .ToException();
    }

    /// <summary>A value that does not broadcast with its distribution.</summary>
    public static PplException ValueShape(SampleSite site, Shape value)
    {
        ErrorText text = new("PPL101", $"{site.Description}: value and distribution do not broadcast");
        DescribeSite(text, site);
        DescribePlates(text, site.Plates);
        return text.Hint($"give a value of shape {site.Distribution.BatchShape + site.Distribution.EventShape}; {value} is another{(site.Plates.IsEmpty ? "" : ", or give the plate the size of the data")}.").ToException();
    }

    /// <summary>A mask that does not broadcast to the batch shape of its site.</summary>
    public static PplException MaskShape(ScoredSite site, Shape mask, Shape logProb) =>
        new ErrorText("PPL101", $"{site.Description}: the mask does not broadcast to the site's batch shape")
            .Row("mask", mask.ToString())
            .Row("batch", logProb.ToString())
            .Hint("give one Bool per batch element; event dims have none of their own.")
            .ToException();

    /// <summary>A baseline that does not broadcast to the batch shape of its site.</summary>
    public static PplException BaselineShape(ScoredSite site, Shape baseline, Shape logProb) =>
        new ErrorText("PPL101", $"{site.Description}: the baseline does not broadcast to the site's batch shape")
            .Row("baseline", baseline.ToString())
            .Row("batch", logProb.ToString())
            .Hint("give one number per batch element, or one for all; squeeze(-1) takes away the last dim of a layer with one output.")
            .ToException();

    private static (Arguments A, Arguments B) Apart(ReadOnlySpan<Arguments> arguments)
    {
        for (int b = 1; b < arguments.Length; b++)
            for (int a = 0; a < b; a++)
                if (!Shape.TryBroadcast(arguments[a].Batch, arguments[b].Batch, out _)) return (arguments[a], arguments[b]);
        return (arguments[0], arguments[1]);
    }

    /// <summary>Names the dim at which two shapes part, and what would bring them together.</summary>
    private static string Align(string aName, Shape a, string bName, Shape b)
    {
        int dim = -1;
        while (a[dim] == b[dim] || a[dim] == 1 || b[dim] == 1) dim--;
        return $"dim {dim}, counted from the right, is {a[dim]} in {aName} and {b[dim]} in {bName}: make them equal, or one of them 1; unsqueeze(-1) on one pairs each of its elements with all of the other.";
    }
}
