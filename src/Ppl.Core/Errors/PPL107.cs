using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>Event dims that do not fit the value, or that a distribution does not have.</summary>
    public static PplException EventDoesNotFit(string distribution, Shape batch, Shape @event, string mismatch, string hint) =>
        new ErrorText("PPL107", $"{distribution}: {mismatch}")
            .Row("distribution", distribution, $"batch {batch}", $"event {@event}")
            .Hint(hint)
            .ToException();

    /// <summary>Gather from a distribution without a batch.</summary>
    public static PplException NoBatchToIndex(Distribution distribution, Shape index) =>
        new ErrorText("PPL107", $"{distribution.Name}: Gather needs a batch dim to index")
            .Row("distribution", distribution.Name, $"batch {distribution.BatchShape}", $"event {distribution.EventShape}")
            .Row("index", index.ToString())
            .Hint(distribution.EventShape.Rank == 0
                ? "give arguments of shape [n], or Expand([n]) first: n elements to choose from."
                : "event dims are not indexed: Gather before ToEvent, or give arguments one dim more on the left.")
            .ToException();

    /// <summary>A value that does not end in the event shape of its site.</summary>
    public static PplException EventShape(SampleSite site, Shape value)
    {
        ErrorText text = new("PPL107", $"{site.Description}: the value does not end in the distribution's event shape");
        DescribeSite(text, site);
        Shape events = site.Distribution.EventShape;
        return text.Hint($"give a value of shape [..., {string.Join(", ", events.ToArray())}]; {value} is another.").ToException();
    }
}
