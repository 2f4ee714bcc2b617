using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>vae</c> on the command line.</summary>
internal sealed class VaeCommand : ExampleCommand
{
    private const int QuickEpochs = 2, QuickNllSamples = 20;
    private const string Comma = "N,N...";

    private readonly Option<string> preset = Choice("--preset", "settings that go together, each of which an option of its own replaces", [.. VaePresets.All.Select(preset => preset.Preset)]);
    private readonly Option<string> data = new("--data")
    {
        Description = "digits or coloured shapes (drawn by the program), mnist (fetched once), or a folder of MNIST's four IDX files, gzipped or not, or of CIFAR-10's binary records",
        HelpName = "digits|shapes|mnist|DIR",
    };
    private readonly Option<string> mirror = new("--mnist-url") { Description = "the address under which the four files of --data mnist lie", HelpName = "URL" };
    private readonly Option<string> cache = new("--cache")
    {
        Description = "the folder in which --data mnist keeps its files",
        HelpName = "DIR",
        DefaultValueFactory = _ => CacheFolder.Of(Mnist.Name),
    };
    private readonly Option<int> epochs = OfPreset(Number("--epochs", "passes over the training images", 1, 1, 100_000));
    private readonly Option<int> batch = OfPreset(Number("--batch", "images in a step", 1, 1, 1_000_000));
    private readonly Option<double> learningRate = OfPreset(Number("--learning-rate", "of Adam", 1e-3, 1e-8, 1));
    private readonly Option<int> latent = OfPreset(Number("--latent", "dimensions of z", 1, 1, ImageShape.DigitSize));
    private readonly Option<string> encoder = OfPreset(Choice("--encoder", "from pixels to z", "mlp", "conv"));
    private readonly Option<string> decoder = OfPreset(Choice("--decoder", "from z to pixels", "mlp", "linear", "conv"));
    private readonly Option<string> hidden = new("--hidden") { Description = "widths of the encoder's hidden layers; the decoder has them in reverse", HelpName = Comma };
    private readonly Option<string> channels = new("--channels")
    {
        Description = "channels of the encoder's convolutions, each of which halves the sides of an image; the decoder has them in reverse",
        HelpName = Comma,
    };
    private readonly Option<string> activation = OfPreset(Choice("--activation", "after each hidden layer", "relu", "softplus", "tanh"));
    private readonly Option<string> binarize = OfPreset(Choice("--binarize", "how grey pixels become data", "threshold", "dynamic", "none"));
    private readonly Option<string> likelihood = OfPreset(Choice("--likelihood", "of pixels given z; of grey ones, continuous (Bernoulli) and normal are densities", "bernoulli", "continuous", "normal"));
    private readonly Option<string> objective = OfPreset(Choice("--objective", "what is maximised: the evidence lower bound, the same with its divergence in closed form, or the importance-weighted bound of the particles together", "elbo", "meanfield", "iwae"));
    private readonly Option<int> particles = OfPreset(Number("--particles", "draws of z for each image and step", 1, 1, 10_000));
    private readonly Option<int> nllSamples = Number("--nll-samples", "draws of z for each test image, by which its log likelihood is estimated; 0 for no estimate", 100, 0, 10_000);
    private readonly Option<bool> resume = new("--resume") { Description = "goes on from the checkpoint in the output folder, to the same numbers" };

    public VaeCommand() : base("vae", "Variational autoencoders learn images: reconstructions, samples, and the space between them.")
    {
        foreach (Option option in new Option[]
        {
            preset, data, mirror, cache, epochs, batch, learningRate, latent, encoder, decoder, hidden, channels, activation, binarize, likelihood, objective, particles, nllSamples, resume,
        })
            Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics)
    {
        bool isBlackAndWhite = metrics["data"]!.GetValue<string>() == VaeOptions.Digits && metrics["binarize"]!.GetValue<string>() == VaeOptions.Text(Binarization.Threshold);
        return new("test bound, nats an image", Headline.Text(metrics, "test_elbo"), isBlackAndWhite ? "-224.7, by the frequency of each pixel alone" : "");
    }

    public override ModelGraph Graph(ExampleRun run)
    {
        using var vae = new Vae(Read(Parse([])), ImageShape.Digit, run);
        return vae.Graph();
    }

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        VaeOptions options = Read(arguments);
        VaeOptions quick = options with
        {
            Epochs = IsGiven(arguments, epochs) ? options.Epochs : QuickEpochs,
            NllSamples = IsGiven(arguments, nllSamples) ? options.NllSamples : QuickNllSamples,
        };
        return run => Vae.Run(run.Quick ? quick : options, run);
    }

    private VaeOptions Read(ParseResult arguments)
    {
        VaeOptions start = VaePresets.Of(arguments.GetRequiredValue(preset));
        VaeOptions options = start with
        {
            Data = Given(arguments, data, start.Data),
            Epochs = Given(arguments, epochs, start.Epochs),
            Batch = Given(arguments, batch, start.Batch),
            LearningRate = Given(arguments, learningRate, start.LearningRate),
            Latent = Given(arguments, latent, start.Latent),
            Encoder = Given(arguments, encoder, start.Encoder),
            Decoder = Given(arguments, decoder, start.Decoder),
            Hidden = Widths(arguments, hidden, start.Hidden),
            Activation = Given(arguments, activation, start.Activation),
            Binarization = Given(arguments, binarize, start.Binarization),
            Objective = Given(arguments, objective, start.Objective),
            Particles = Given(arguments, particles, start.Particles),
            NllSamples = arguments.GetRequiredValue(nllSamples),
            Resume = arguments.GetValue(resume),
        };
        options = options with
        {
            Channels = Widths(arguments, channels, options.HasConvolutions ? start.HasConvolutions ? start.Channels : VaePresets.Of("conv").Channels : []),
            ChosenLikelihood = IsGiven(arguments, likelihood) ? Enum.Parse<Likelihood>(arguments.GetRequiredValue(likelihood), ignoreCase: true) : start.ChosenLikelihood,
            Mnist = new Mnist(Mnist.Originals, Mirrors(arguments, options.Data), arguments.GetRequiredValue(cache), Patience.Default),
        };
        options.RequireConsistent();
        return options;
    }

    private IReadOnlyList<Uri> Mirrors(ParseResult arguments, string source)
    {
        foreach (Option option in new Option[] { mirror, cache })
            if (IsGiven(arguments, option) && source != Mnist.Name)
                throw Error.Options($"{option.Name} says where to find MNIST, and --data {source} is something else", $"write --data {Mnist.Name}.");
        if (arguments.GetValue(mirror) is not { } text) return Mnist.KnownMirrors;
        return Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https")
            ? [address]
            : throw Error.Options($"{mirror.Name} {text}: no address of a web server", "write one like https://host/folder/.");
    }

    /// <summary>An option without a default: the preset has it.</summary>
    private static Option<T> OfPreset<T>(Option<T> option)
    {
        option.DefaultValueFactory = null;
        return option;
    }

    private static T Given<T>(ParseResult arguments, Option<T> option, T ofPreset) => IsGiven(arguments, option) ? arguments.GetRequiredValue(option) : ofPreset;

    private static T Given<T>(ParseResult arguments, Option<string> option, T ofPreset) where T : struct, Enum =>
        IsGiven(arguments, option) ? Enum.Parse<T>(arguments.GetRequiredValue(option), ignoreCase: true) : ofPreset;

    private static IReadOnlyList<int> Widths(ParseResult arguments, Option<string> option, IReadOnlyList<int> ofPreset) => IsGiven(arguments, option)
        ? [.. arguments.GetRequiredValue(option).Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width) && width is > 0 and <= 100_000
            ? width
            : throw Error.Options($"{option.Name} {arguments.GetRequiredValue(option)}: \"{part}\" is no width", "write numbers from 1 to 100000 with commas between them: 256,64."))]
        : ofPreset;
}
