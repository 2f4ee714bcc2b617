namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL304: counts of images and labels that differ.</summary>
    internal static PplException CountsDiffer(string imagesPath, long images, string labelsPath, long labels) =>
        new ErrorText("PPL304", FormattableString.Invariant($"{imagesPath} has {images:N0} images, {labelsPath} {labels:N0} labels"))
            .Hint("take both files from one data set.")
            .ToException();
}
