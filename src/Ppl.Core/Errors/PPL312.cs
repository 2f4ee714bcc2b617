namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL312: a download that failed.</summary>
    internal static PplException DownloadFailed(string address, string reason, string hint, Exception? cause = null) =>
        new ErrorText("PPL312", $"{address}: cannot be fetched: {reason}").Hint(hint).ToException(cause);
}
