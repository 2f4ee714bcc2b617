namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL305: a corrupt archive.</summary>
    internal static PplException CorruptArchive(string path, Exception cause) =>
        new ErrorText("PPL305", $"{path}: corrupt gzip: its content cannot be decompressed")
            .Hint("fetch the file again, or decompress it by hand to see how much of it is left.")
            .ToException(cause);
}
