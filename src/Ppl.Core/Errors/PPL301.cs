namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL301: a file or folder that is missing or empty.</summary>
    internal static PplException NothingThere(string path, string mistake, string hint, Exception? cause = null) =>
        new ErrorText("PPL301", $"{path}: {mistake}").Hint(hint).ToException(cause);
}
