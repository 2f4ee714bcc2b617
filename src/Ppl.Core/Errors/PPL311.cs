namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL311: an output folder that cannot be written.</summary>
    internal static PplException OutputFolder(string path, string reason, Exception? cause = null) =>
        new ErrorText("PPL311", $"{path}: the output folder cannot be written: {reason}")
            .Hint("name a folder that you may write to with --out DIR.")
            .ToException(cause);
}
