namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL311: an output folder that cannot be written.</summary>
    internal static PplException OutputFolder(string path, string reason, Exception? cause = null) =>
        new ErrorText("PPL311", $"{path}: the output folder cannot be written: {reason}")
            .Hint("name a folder that you may write to with --out DIR.")
            .ToException(cause);

    /// <summary>PPL311: a folder for downloads that cannot be written, or whose disk is full.</summary>
    internal static PplException CacheFolder(string path, string reason, Exception? cause = null) =>
        new ErrorText("PPL311", $"{path}: the cache folder cannot be written: {reason}")
            .Hint("make room, or name another folder with --cache DIR.")
            .ToException(cause);

    /// <summary>A file that cannot be written: no room, or no leave.</summary>
    internal static PplException FileNotWritten(string path, string reason, Exception cause) =>
        new ErrorText("PPL311", $"{path}: the file cannot be written: {reason}")
            .Hint("make room, or name a folder that exists and that you may write to; what stood there before is as it was.")
            .ToException(cause);
}
