namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL304: counts of images and labels that differ.</summary>
    internal static PplException CountsDiffer(string imagesPath, long images, string labelsPath, long labels) =>
        new ErrorText("PPL304", FormattableString.Invariant($"{imagesPath} has {images:N0} images, {labelsPath} {labels:N0} labels"))
            .Hint("take both files from one data set.")
            .ToException();

    /// <summary>PPL304: tensors side by side whose numbers of rows differ; the second is the one of this number, from 1.</summary>
    internal static PplException RowsDiffer(long first, int number, long other) =>
        new ErrorText("PPL304", FormattableString.Invariant($"tensor 1 of the data set has {first:N0} rows, tensor {number} {other:N0}"))
            .Hint("give tensors whose first dimensions agree: row i of each belongs together.")
            .ToException();

    /// <summary>PPL304: pairs of a word and its count in a line of lda-c that are not as many as the line says. Lines are counted from 1.</summary>
    internal static PplException PairsDiffer(string path, int line, int promised, int found) =>
        new ErrorText("PPL304", FormattableString.Invariant($"{path}, line {line}: {promised} words promised, {found} pairs found"))
            .Hint("begin the line with the number of its pairs word:count, or fetch the file again.")
            .ToException();
}
