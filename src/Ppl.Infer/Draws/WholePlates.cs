using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>Weights, the evidence and a posterior density are those of all data: with a subsample in their place they would be noise.</summary>
internal static class WholePlates
{
    /// <exception cref="ArgumentException">A plate of the run is subsampled.</exception>
    public static void Require(Trace run)
    {
        foreach (Site site in run)
            if (site is PlateSite plate && plate.SubsampleSize < plate.Size)
                throw new ArgumentException($"Plate \"{plate.Name}\" looks at {plate.SubsampleSize} of {plate.Size} elements: open it whole, for all data count.");
    }
}
