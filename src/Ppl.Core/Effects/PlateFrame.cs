using Ppl.Distributions;

namespace Ppl;

/// <summary>The stay of a site inside a plate.</summary>
/// <param name="Name">The plate's name.</param>
/// <param name="Dim">The batch dimension that the plate owns, counted from the right: -1 is the last.</param>
/// <param name="Size">How many independent elements there are.</param>
/// <param name="SubsampleSize">How many of them this run looks at; the dimension's length.</param>
public readonly record struct PlateFrame(string Name, int Dim, long Size, long SubsampleSize)
{
    /// <summary>Size / SubsampleSize: what a subsampled log density is multiplied by to be unbiased for the whole.</summary>
    public double Scale => SubsampleSize == 0 ? 1 : (double)Size / SubsampleSize;

    /// <summary>Such as <c>obs(dim -1, size 64)</c>.</summary>
    public override string ToString() =>
        Size == SubsampleSize ? $"{Name}(dim {Dim}, size {Size})" : $"{Name}(dim {Dim}, {SubsampleSize} of {Size})";

    /// <summary>Takes a sample site in: its distribution stretches along the dim.</summary>
    /// <exception cref="PplException">PPL103 when the batch has another length there; PPL104 when another plate around the site has the dim.</exception>
    internal void Enclose(SampleSite site)
    {
        site.Distribution = Expand(site);
        Weigh(site);
    }

    /// <summary>Takes a factor in: it stretches along the dim, so that it counts for each element.</summary>
    /// <exception cref="PplException">PPL104 when another plate around the site has the dim.</exception>
    internal void Enclose(FactorSite site)
    {
        var shape = Shape.Of(site.Value!);
        if (shape.Rank < -Dim || shape[^-Dim] == 1) site.Value = site.Value!.expand(Stretched(shape));
        Weigh(site);
    }

    /// <summary>Takes a deterministic site in.</summary>
    internal void Enclose(DeterministicSite site) => site.Plates = site.Plates.Add(this);

    private void Weigh(ScoredSite site)
    {
        foreach (PlateFrame inner in site.Plates)
            if (inner.Dim == Dim) throw Error.PlatesOnOneDim(Name, inner);
        site.Plates = site.Plates.Add(this);
        site.Scale *= Scale;
    }

    private Distribution Expand(SampleSite site)
    {
        Shape batch = site.Distribution.BatchShape;
        if (batch.Rank >= -Dim && batch[^-Dim] == SubsampleSize) return site.Distribution;
        if (batch.Rank >= -Dim && batch[^-Dim] != 1) throw Error.LogProbShape(site, batch, site.PlatesAround(this));
        return site.Distribution.Expand(Stretched(batch));
    }

    /// <summary>The shape with the plate's length at its dim, where it had none or 1.</summary>
    private Shape Stretched(Shape batch)
    {
        long[] stretched = new long[Math.Max(batch.Rank, -Dim)];
        for (int i = 1; i <= stretched.Length; i++) stretched[^i] = i == -Dim ? SubsampleSize : i <= batch.Rank ? batch[^i] : 1;
        return stretched;
    }
}
