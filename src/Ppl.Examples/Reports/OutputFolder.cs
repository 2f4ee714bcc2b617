namespace Ppl.Examples;

/// <summary>
/// Where a run leaves its files. They are kept in memory until <see cref="Commit"/>: a run that fails changes nothing there.
/// </summary>
internal sealed class OutputFolder
{
    private readonly List<(string Name, byte[] Content)> files = [];

    private OutputFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Sees that the folder can be made and written before any work is done, and leaves none behind that was not there.</summary>
    /// <exception cref="PplException">PPL311.</exception>
    public static OutputFolder Prepare(string path)
    {
        try
        {
            string[] missing = [.. Missing(path)];
            Directory.CreateDirectory(path);
            string probe = Temporary(path, "probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            foreach (string folder in missing.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any())) Directory.Delete(folder);
            return new OutputFolder(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error.OutputFolder(path, cause.Message, cause);
        }
    }

    /// <summary>Makes the folder, for a run that writes files of its own along the way.</summary>
    public void Make() => Directory.CreateDirectory(Path);

    public void Add(string name, byte[] content) => files.Add((name, content));

    public void Add(string name, Raster picture) => Add(name, Png.Encode(picture));

    /// <summary>Writes all files under temporary names, then gives them their names.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="PplException">PPL311. A disk that is full or a folder that was taken away is noticed before any file is replaced.</exception>
    public IReadOnlyList<string> Commit()
    {
        try
        {
            Make();
            foreach ((string name, byte[] content) in files) File.WriteAllBytes(Temporary(Path, name), content);
            foreach ((string name, _) in files) File.Move(Temporary(Path, name), PathOf(name), overwrite: true);
            return [.. files.Select(file => PathOf(file.Name))];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            foreach (string part in files.Select(file => Temporary(Path, file.Name)).Where(File.Exists)) File.Delete(part);
            throw Error.OutputFolder(Path, cause.Message, cause);
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The folder and those around it that do not exist, the innermost first.</summary>
    private static IEnumerable<string> Missing(string path)
    {
        for (string? folder = System.IO.Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)) yield return folder;
    }

    private static string Temporary(string folder, string name) =>
        System.IO.Path.Combine(folder, $".{name}.{Environment.ProcessId}.part");
}
