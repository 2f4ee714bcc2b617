using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>A plate as a run of the model opens it.</summary>
/// <param name="SubsampleSize">How many elements the run looks at.</param>
/// <param name="Rows">Which ones, where the program gave them; null leaves them to be drawn.</param>
internal readonly record struct RunPlate(long SubsampleSize, Tensor? Rows);

/// <summary>
/// Finds how the model opens its subsampled plates in a run on given data, for the guide runs first and must open them alike: runs the model,
/// hidden from the handlers around, until the last of them is open.
/// </summary>
internal sealed class GuidePlates : Handler
{
    private readonly IReadOnlySet<string> names;
    private readonly Dictionary<string, RunPlate> found = [];
    private bool isComplete;

    private GuidePlates(IReadOnlySet<string> names) => this.names = names;

    public static IReadOnlyDictionary<string, RunPlate> Of(Action model, IReadOnlySet<string> names, Rng rng)
    {
        var search = new GuidePlates(names);
        if (names.Count == 0) return search.found;
        try
        {
            using Scope hidden = new Block(site => site is not ParamSite).Enter();
            using Scope seed = new Seed(rng).Enter();
            using Scope scope = search.Enter();
            Trace.Record(new TraceHandler(), model);
        }
        catch (Exception) when (search.isComplete)
        {
            // The rest of the run is not needed.
        }
        return search.found;
    }

    /// <inheritdoc/>
    protected internal override void Process(PlateSite site)
    {
        if (!names.Contains(site.Name)) return;
        found[site.Name] = new RunPlate(site.SubsampleSize, site.Value);
        if (found.Count < names.Count) return;
        isComplete = true;
        throw new OperationCanceledException("All plates were found.");
    }
}
