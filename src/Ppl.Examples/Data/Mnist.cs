using Spectre.Console;

namespace Ppl.Examples;

/// <summary>
/// MNIST, fetched once into a folder and read from there. Each file's checksum is looked at in every run.
/// </summary>
/// <remarks>Data: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".</remarks>
/// <param name="Files">Gzipped, named as <see cref="Idx"/> looks for them.</param>
/// <param name="Mirrors">Addresses under which the files lie, tried in this order.</param>
/// <param name="Folder">Where they are kept.</param>
/// <param name="Patience">How long a download waits.</param>
internal sealed record Mnist(IReadOnlyList<RemoteFile> Files, IReadOnlyList<Uri> Mirrors, string Folder, Patience Patience)
{
    /// <summary>The name of this data set on the command line, and of its folder in the cache.</summary>
    public const string Name = "mnist";

    private const string Suffix = ".gz";

    public static IReadOnlyList<RemoteFile> Originals { get; } =
    [
        new("train-images-idx3-ubyte.gz", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte.gz", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte.gz", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte.gz", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    public static IReadOnlyList<Uri> KnownMirrors { get; } =
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")];

    /// <summary>Fetches what is missing, and reads all.</summary>
    /// <exception cref="PplException">PPL301 to PPL306 and PPL311 to PPL313.</exception>
    public ImageData Read(IAnsiConsole console, CancellationToken cancel)
    {
        foreach (RemoteFile file in Files.Where(Exists)) RequireSound(file);
        Fetch(console, cancel);
        return Idx.ReadFiles(name => PathOf(name + Suffix));
    }

    /// <summary>From the first mirror that can be had; the last one's failure is told.</summary>
    private void Fetch(IAnsiConsole console, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var download = new Download(client, console, Patience, Hint);
        foreach (Uri mirror in Mirrors)
        {
            RemoteFile[] missing = [.. Files.Where(file => !Exists(file))];
            if (missing.Length == 0) return;
            console.MarkupLineInterpolated($"[grey]fetching MNIST from {mirror} into {Folder}[/]");
            try
            {
                foreach (RemoteFile file in missing) download.Fetch(file, mirror, Folder, cancel);
            }
            catch (PplException fault) when (mirror != Mirrors[^1] && fault.Code is "PPL312" or "PPL313")
            {
                console.MarkupLineInterpolated($"[grey]{fault.Headline}[/]");
            }
            catch (OperationCanceledException)
            {
                throw new CancelledException($"what has arrived is kept in {Folder}, the next run fetches the rest");
            }
        }
    }

    private string Hint =>
        $"name a mirror with --mnist-url URL; or fetch {string.Join(", ", Files.Select(file => file.Name))} elsewhere and put them "
        + $"into {Folder}, or name their folder with --data DIR.";

    private void RequireSound(RemoteFile file)
    {
        string found = Checksum.Of(PathOf(file.Name));
        if (found != file.Sha256) throw Error.ChecksumDiffers(PathOf(file.Name), file.Sha256, found, "delete it: the next run fetches it again.");
    }

    private bool Exists(RemoteFile file) => File.Exists(PathOf(file.Name));

    private string PathOf(string name) => Path.Combine(Folder, name);
}
