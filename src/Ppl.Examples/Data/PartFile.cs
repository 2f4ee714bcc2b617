namespace Ppl.Examples;

/// <summary>
/// What has arrived of a file, <c>NAME.part</c>, held by one run at a time. Beside it, <c>NAME.part.version</c> keeps what the server
/// calls this version of the file: an ETag or a date.
/// </summary>
/// <remarks>All that writes throws PPL311 where the folder cannot be written or its disk is full; what had arrived stays.</remarks>
internal sealed class PartFile : IDisposable
{
    private readonly string path;
    private readonly FileStream content;

    public PartFile(string path)
    {
        this.path = path;
        content = Writing(() =>
        {
            Directory.CreateDirectory(Folder);
            // Without a buffer: what cannot be written fails when it is written, not when the file is closed.
            return new FileStream(Part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        });
        content.Position = content.Length;
    }

    public string Folder => Path.GetDirectoryName(path)!;

    public long Length => content.Length;

    /// <summary>Null where the server gave none.</summary>
    public string? Version => File.Exists(VersionFile) ? File.ReadAllText(VersionFile) : null;

    private string Part => path + ".part";

    private string VersionFile => Part + ".version";

    /// <summary>Drops what has arrived; what comes now is of this version.</summary>
    public void StartOver(string? version = null) => Writing(() =>
    {
        content.SetLength(0);
        if (version is null) File.Delete(VersionFile);
        else File.WriteAllText(VersionFile, version);
    });

    public void Append(ReadOnlyMemory<byte> bytes) => Writing(() => content.Write(bytes.Span));

    /// <summary>SHA-256 of the content, decompressed.</summary>
    public string Sha256() => Checksum.Of(content);

    /// <summary>Gives the file its name.</summary>
    public void Complete() => Writing(() =>
    {
        content.Flush(flushToDisk: true);
        content.Dispose();
        File.Move(Part, path, overwrite: true);
        File.Delete(VersionFile);
    });

    /// <summary>Lets go of the part; one into which nothing has arrived leaves no trace.</summary>
    public void Dispose()
    {
        bool isEmpty = content.CanWrite && content.Length == 0;
        content.Dispose();
        if (!isEmpty) return;
        File.Delete(Part);
        File.Delete(VersionFile);
    }

    private void Writing(Action write) => Writing(() =>
    {
        write();
        return true;
    });

    private T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error.CacheFolder(Folder, cause.Message, cause);
        }
    }
}
