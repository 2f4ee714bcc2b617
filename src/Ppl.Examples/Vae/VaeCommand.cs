using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>vae</c> on the command line.</summary>
internal sealed class VaeCommand : ExampleCommand
{
    private const int QuickEpochs = 2;

    private readonly Option<string> data = new("--data")
    {
        Description = "digits (drawn by the program), mnist (fetched once), or a folder of MNIST's four IDX files, gzipped or not",
        HelpName = "digits|mnist|DIR",
        DefaultValueFactory = _ => VaeOptions.Digits,
    };
    private readonly Option<string> mirror = new("--mnist-url") { Description = "the address under which the four files of --data mnist lie", HelpName = "URL" };
    private readonly Option<string> cache = new("--cache")
    {
        Description = "the folder in which --data mnist keeps its files",
        HelpName = "DIR",
        DefaultValueFactory = _ => CacheFolder.Of(Mnist.Name),
    };
    private readonly Option<int> epochs = Number("--epochs", "passes over the training images", 20, 1, 100_000);
    private readonly Option<int> batch = Number("--batch", "images in a step", 256, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam", 1e-3, 1e-8, 1);
    private readonly Option<int> latent = Number("--latent", "dimensions of z", 2, 1, LabelledImages.Size);
    private readonly Option<string> decoder = Choice("--decoder", "from z to pixels", "mlp", "linear");
    private readonly Option<string> hidden = new("--hidden")
    {
        Description = "widths of the encoder's hidden layers; the decoder has them in reverse",
        HelpName = "N,N...",
        DefaultValueFactory = _ => "256,64",
    };
    private readonly Option<string> binarize = Choice("--binarize", "how grey pixels become data", "threshold", "dynamic", "none");

    private readonly Option<bool> resume = new("--resume") { Description = "goes on from the checkpoint in the output folder, to the same numbers" };

    public VaeCommand() : base("vae", "A variational autoencoder learns digits: reconstructions, samples, and the plane between them.")
    {
        foreach (Option option in new Option[] { data, mirror, cache, epochs, batch, learningRate, latent, decoder, hidden, binarize, resume }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        new("test bound, nats an image", Headline.Text(metrics, "test_elbo"), metrics["data"]!.GetValue<string>() == VaeOptions.Digits ? "-224.7, by the frequency of each pixel alone" : "");

    public override ModelGraph Graph(ExampleRun run)
    {
        using var vae = new Vae(Read(Parse([])), run);
        return vae.Graph();
    }

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        VaeOptions options = Read(arguments);
        return run => Vae.Run(run.Quick && !IsGiven(arguments, epochs) ? options with { Epochs = QuickEpochs } : options, run);
    }

    private VaeOptions Read(ParseResult arguments) => new(
        arguments.GetRequiredValue(data),
        new Mnist(Mnist.Originals, Mirrors(arguments), arguments.GetRequiredValue(cache), Patience.Default),
        arguments.GetRequiredValue(epochs),
        arguments.GetRequiredValue(batch),
        arguments.GetRequiredValue(learningRate),
        arguments.GetRequiredValue(latent),
        Enum.Parse<DecoderKind>(arguments.GetRequiredValue(decoder), ignoreCase: true),
        Widths(arguments.GetRequiredValue(hidden)),
        Enum.Parse<Binarization>(arguments.GetRequiredValue(binarize), ignoreCase: true),
        arguments.GetValue(resume));

    private IReadOnlyList<Uri> Mirrors(ParseResult arguments)
    {
        foreach (Option option in new Option[] { mirror, cache })
            if (IsGiven(arguments, option) && arguments.GetRequiredValue(data) != Mnist.Name)
                throw Error.Options($"{option.Name} says where to find MNIST, and --data {arguments.GetRequiredValue(data)} is something else", $"write --data {Mnist.Name}.");
        if (arguments.GetValue(mirror) is not { } text) return Mnist.KnownMirrors;
        return Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https")
            ? [address]
            : throw Error.Options($"{mirror.Name} {text}: no address of a web server", "write one like https://host/folder/.");
    }

    private int[] Widths(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width) && width is > 0 and <= 100_000
            ? width
            : throw Error.Options($"{hidden.Name} {text}: \"{part}\" is no width", "write numbers from 1 to 100000 with commas between them: 256,64."))];
}
