namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL302: a truncated file. Bytes are counted after decompression, <paramref name="expected"/> as the header promises.</summary>
    internal static PplException TruncatedFile(string path, long expected, long found, string hint = "fetch the file again.") =>
        new ErrorText("PPL302", FormattableString.Invariant($"{path}: truncated: {expected:N0} bytes expected, {found:N0} found"))
            .Hint(hint)
            .ToException();
}
