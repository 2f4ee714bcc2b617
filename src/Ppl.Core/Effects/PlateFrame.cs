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
}
