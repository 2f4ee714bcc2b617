namespace Ppl;

/// <summary>Replaces files so that whoever reads one finds all of the old content or all of the new, also after a crash.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, forces the bytes to disk, then takes the file's name.</summary>
    /// <remarks>The temporary file has one name, so that what a killed process left behind is written over by the next.</remarks>
    /// <exception cref="PplException">PPL311: it cannot be written. What stood there before still does.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            Replace(path, $"{path}.tmp", write);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Error.FileNotWritten(path, cause.Message, cause);
        }
    }

    private static void Replace(string path, string temporary, Action<Stream> write)
    {
        using FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            write(file);
            file.Flush(flushToDisk: true);
            file.Close();
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Abandon(file, temporary);
            throw;
        }
    }

    /// <summary>Closing writes what is still buffered, for which a full disk has no room either.</summary>
    private static void Abandon(FileStream file, string temporary)
    {
        try
        {
            file.Close();
        }
        catch (IOException)
        {
        }
        File.Delete(temporary);
    }
}
