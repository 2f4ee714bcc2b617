namespace Ppl.Infer;

/// <summary>Has later runs look at the subsamples of the first one: only then do they say different things of the same data.</summary>
internal sealed class SameElements(GuidedRun first) : Handler
{
    /// <inheritdoc/>
    protected internal override void Process(PlateSite site)
    {
        PlateSite? earlier = first.Guide.Find<PlateSite>(site.Name) ?? first.Model.Find<PlateSite>(site.Name);
        if (earlier is not null && earlier.SubsampleSize < earlier.Size) site.Follow(earlier);
    }
}
