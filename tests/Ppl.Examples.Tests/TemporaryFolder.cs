namespace Ppl.Examples.Tests;

/// <summary>A folder of a test's own, gone at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ppl-examples-");

    public string Path => folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names and contents of all files, to compare before and after.</summary>
    public IReadOnlyDictionary<string, string> Contents() =>
        folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .ToDictionary(file => System.IO.Path.GetRelativePath(Path, file.FullName), file => Convert.ToHexString(File.ReadAllBytes(file.FullName)));

    public void Dispose() => folder.Delete(recursive: true);
}
