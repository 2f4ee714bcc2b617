namespace Ppl.Core.Tests;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ppl-state-");

    public string this[string file] => Path.Combine(folder.FullName, file);

    public string FullName => folder.FullName;

    public IEnumerable<string> Files => folder.GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);
}
