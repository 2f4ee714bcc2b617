namespace Ppl;

internal static partial class Error
{
    /// <summary>A subsample larger than the plate, or empty.</summary>
    public static PplException SubsampleSize(string plate, long size, long subsample) =>
        new ErrorText("PPL106", $"plate \"{plate}\": a subsample of {subsample} from {size} elements")
            .Hint(size == 0 ? "leave out the subsample." : $"write a subsample from 1 to {size}, or leave it out.")
            .ToException();
}
