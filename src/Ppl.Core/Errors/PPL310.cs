namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL310: a file of a newer version.</summary>
    internal static PplException NewerVersion(string path, int found, int known) =>
        new ErrorText("PPL310", FormattableString.Invariant($"{path}: of version {found} of the format; this Ppl knows version {known}"))
            .Hint("read it with the Ppl that saved it, or a newer one.")
            .ToException();
}
