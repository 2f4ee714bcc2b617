namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL306: an image of another size.</summary>
    internal static PplException ImageSize(string path, long rows, long columns, int expectedSide) =>
        new ErrorText("PPL306", $"{path}: images of {rows} x {columns} pixels, {expectedSide} x {expectedSide} expected")
            .Hint($"scale the images to {expectedSide} x {expectedSide} pixels.")
            .ToException();
}
