namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL313: a checksum (SHA-256, hexadecimal) that differs.</summary>
    internal static PplException ChecksumDiffers(string path, string expected, string found, string hint) =>
        new ErrorText("PPL313", $"{path}: its content is not what it should be: the checksum differs")
            .Row("expected", expected)
            .Row("found", found)
            .Hint(hint)
            .ToException();
}
