namespace Ppl.Infer;

/// <summary>
/// The importance weights of many particles, w_k = p(x, z_k) / q(z_k), in logarithms: for the whole, or for each element of the plates that all of guide
/// and model is inside.
/// </summary>
internal sealed class ParticleWeights
{
    private readonly IReadOnlyList<GuidedRun> runs;
    private readonly string? particles;
    private readonly IReadOnlyCollection<string> kept;
    private readonly bool areScaled;

    private ParticleWeights(IReadOnlyList<GuidedRun> runs, string? particles, IEnumerable<PlateFrame> shared, double scale, bool areScaled)
    {
        (this.runs, this.particles, this.areScaled, Scale) = (runs, particles, areScaled, scale);
        kept = [.. shared.Select(frame => frame.Name), .. particles is null ? Array.Empty<string>() : [particles]];
        LogJoint = Sum(run => run.Model.Scored, Term);
        LogGuide = Sum(run => run.Guide.Scored, Term);
        LogWeight = (LogJoint, LogGuide) switch
        {
            ({ } joint, { } guide) => joint - guide,
            ({ } joint, null) => joint,
            (null, { } guide) => -guide,
            _ => torch.zeros([runs.Count]),
        };
    }

    /// <summary>log p(x, z_k). The particles are the first dim, those of the shared plates follow. Null where nothing is scored.</summary>
    public Tensor? LogJoint { get; }

    /// <summary>log q(z_k), likewise.</summary>
    public Tensor? LogGuide { get; }

    /// <summary>log w_k, likewise.</summary>
    public Tensor LogWeight { get; }

    /// <summary>What the sum over the elements of a function of the weights is multiplied by.</summary>
    public double Scale { get; }

    /// <summary>Reads the weights off runs that look at the same data.</summary>
    /// <param name="runs">One run of all particles, or one of each.</param>
    /// <param name="particles">The plate of the particles; null where each run is one.</param>
    /// <param name="count">How many particles there are.</param>
    /// <exception cref="PplException">PPL030: terms of one weight are scaled differently.</exception>
    public static ParticleWeights Of(IReadOnlyList<GuidedRun> runs, string? particles, int count)
    {
        ScoredSite[] sites = [.. runs.SelectMany(run => run.Scored).Select(scored => scored.Site).Where(Counts)];
        PlateFrame[] shared = sites.Length == 0 ? [] : [.. sites[0].Plates.Where(frame => frame.Name != particles && Array.TrueForAll(sites, site => IsInside(site, frame)))];
        double sharedScale = shared.Aggregate(1.0, (product, frame) => product * frame.Scale);
        if (sites.Length == 0 || Array.Find(sites, site => !IsNear(site.Scale, sites[0].Scale)) is not { } other)
            return new(runs, particles, shared, sites.Length == 0 ? 1 : sites[0].Scale, areScaled: false);
        return count == 1
            ? new(runs, particles, [], 1, areScaled: true)
            : throw Error.ScalesInWeights(other, other.Scale / sharedScale, sites[0], sites[0].Scale / sharedScale);
    }

    /// <summary>The log q of the draws that carry no pathwise gradient, masked but not scaled; null when there are none to differentiate.</summary>
    public Tensor? Score() => Sum(run => run.Guide.Scored.Where(site => !site.IsPathwise && site.LogProb.requires_grad), site => site.MaskedLogProb);

    /// <summary>A term that a scale of 0 takes out, as <see cref="FlatPriors"/> do, is of no weight.</summary>
    private static bool Counts(ScoredSite site) => site.Scale != 0;

    private static bool IsInside(ScoredSite site, PlateFrame plate) => site.DimOf(plate.Name) == plate.Dim;

    /// <summary>Scales are products, and their factors come in different orders.</summary>
    private static bool IsNear(double scale, double other) => Math.Abs(scale - other) <= 1e-9 * Math.Abs(other);

    private Tensor Term(ScoredSite site) => areScaled ? site.ScaledLogProb : site.MaskedLogProb;

    private Tensor? Sum(Func<GuidedRun, IEnumerable<ScoredSite>> sites, Func<ScoredSite, Tensor> term)
    {
        Tensor?[] sums = [.. runs.Select(run => Sum(sites(run).Where(Counts), term))];
        if (Array.TrueForAll(sums, sum => sum is null)) return null;
        if (particles is not null) return sums[0];
        Tensor some = sums.First(sum => sum is not null)!;
        return torch.stack(sums.Select(sum => sum ?? torch.zeros_like(some)));
    }

    private Tensor? Sum(IEnumerable<ScoredSite> sites, Func<ScoredSite, Tensor> term)
    {
        Tensor? sum = null;
        foreach (ScoredSite site in sites)
        {
            Tensor kept = site.SumKeeping(term(site), this.kept);
            sum = sum is null ? kept : sum + kept;
        }
        return sum;
    }
}
