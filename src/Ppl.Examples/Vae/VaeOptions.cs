using System.Globalization;

namespace Ppl.Examples;

/// <summary>From pixels to a latent point: by hidden layers, or by convolutions before them.</summary>
internal enum EncoderKind { Mlp, Conv }

/// <summary>From a latent point to pixels: by hidden layers, by one linear map, or by hidden layers and convolutions.</summary>
internal enum DecoderKind { Mlp, Linear, Conv }

/// <summary>What follows a hidden layer.</summary>
internal enum Activation { Relu, Softplus, Tanh }

/// <summary>What is maximised.</summary>
internal enum Objective
{
    /// <summary>The evidence lower bound, all of it by draws of z, of which it is the mean.</summary>
    Elbo,

    /// <summary>The same with KL(q(z | x) ‖ p(z)) in closed form, which leaves less noise.</summary>
    MeanField,

    /// <summary>The importance-weighted bound of the draws together (Burda, Grosse and Salakhutdinov 2016).</summary>
    Iwae,
}

/// <summary>p(pixels | z).</summary>
internal enum Likelihood
{
    /// <summary>A coin for each pixel; of grey ones the log probability that is to be expected where grey is the probability of ink.</summary>
    Bernoulli,

    /// <summary>The density on greys in [0, 1] that belongs to the coin.</summary>
    Continuous,

    /// <summary>A normal density with one half and the decoder's image for its mean, and a deviation for each colour, learnt too.</summary>
    Normal,
}

/// <summary>Settings of <see cref="Vae"/>. Those that a preset has are in <see cref="VaePresets"/>.</summary>
internal sealed record VaeOptions
{
    /// <summary>Names of data that the program draws itself.</summary>
    public const string Digits = "digits", Shapes = "shapes";

    /// <summary>The preset from which these settings come.</summary>
    public required string Preset { get; init; }

    /// <summary>What a whole run of the preset gives.</summary>
    public required string Expected { get; init; }

    /// <summary>"digits", "shapes", "mnist", or a folder.</summary>
    public string Data { get; init; } = Digits;

    /// <summary>What "mnist" is read from.</summary>
    public Mnist Mnist { get; init; } = new(Mnist.Originals, Mnist.KnownMirrors, CacheFolder.Of(Mnist.Name), Patience.Default);

    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images in a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Of Adam.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Dimensions of z.</summary>
    public required int Latent { get; init; }

    public EncoderKind Encoder { get; init; } = EncoderKind.Mlp;

    public DecoderKind Decoder { get; init; } = DecoderKind.Mlp;

    /// <summary>Widths of the encoder's hidden layers, from the image on; the decoder has them in reverse.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>Channels of the encoder's convolutions, each of which halves the sides of the image; the decoder has them in reverse.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>How grey becomes data.</summary>
    public Binarization Binarization { get; init; } = Binarization.Threshold;

    /// <summary>Null for a coin where pixels are black or white, and for its density where they are grey.</summary>
    public Likelihood? ChosenLikelihood { get; init; }

    public Likelihood Likelihood => ChosenLikelihood ?? (Binarization == Binarization.None ? Likelihood.Continuous : Likelihood.Bernoulli);

    public Objective Objective { get; init; } = Objective.MeanField;

    /// <summary>Draws of z for each image and step.</summary>
    public int Particles { get; init; } = 1;

    /// <summary>Draws of z for each test image, from which its log likelihood is estimated; 0 for no estimate.</summary>
    public int NllSamples { get; init; } = 100;

    /// <summary>Whether to go on from the checkpoint in the output folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether encoder or decoder has convolutions.</summary>
    public bool HasConvolutions => Encoder == EncoderKind.Conv || Decoder == DecoderKind.Conv;

    /// <summary>Sees that the settings fit each other.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    public void RequireConsistent()
    {
        if (Likelihood != Likelihood.Bernoulli && Binarization != Binarization.None)
            throw Error.Options($"--likelihood {Text(Likelihood)} is a density of greys, and --binarize {Text(Binarization)} leaves none", "write --binarize none, or --likelihood bernoulli.");
        if (Channels.Count > 0 != HasConvolutions)
            throw Error.Options(Channels.Count > 0 ? "--channels are those of convolutions, and neither encoder nor decoder has some" : "there are convolutions without --channels",
                "write --encoder conv or --decoder conv, and --channels 32,64 with it.");
    }

    /// <summary>Sees that convolutions can halve the images as often as they are to.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    public void RequireHalves(ImageShape image)
    {
        if (image.Side % (1 << Channels.Count) != 0)
            throw Error.Options($"--channels {List(Channels)} halves the images {Channels.Count} times, and {image.Side} pixels cannot be halved so often", "name fewer channels.");
    }

    /// <summary>What a resumed run must have in common with the one that was interrupted; number of epochs, and size of a minibatch, are the loop's to know.</summary>
    public IReadOnlyDictionary<string, string> Facts(ExampleRun run, string digest) => new Dictionary<string, string>
    {
        ["data"] = digest,
        ["seed"] = run.Seed.ToString(CultureInfo.InvariantCulture),
        ["device"] = run.Device,
        ["learning rate"] = LearningRate.ToString(CultureInfo.InvariantCulture),
    }.Concat(Model).ToDictionary();

    /// <summary>The settings of model, guide and objective, by their names on the command line.</summary>
    public IEnumerable<KeyValuePair<string, string>> Model =>
    [
        new("binarize", Text(Binarization)),
        new("likelihood", Text(Likelihood)),
        new("encoder", Text(Encoder)),
        new("decoder", Text(Decoder)),
        new("hidden", List(Hidden)),
        new("channels", List(Channels)),
        new("activation", Text(Activation)),
        new("latent", Latent.ToString(CultureInfo.InvariantCulture)),
        new("objective", Text(Objective)),
        new("particles", Particles.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>A named value as on the command line.</summary>
    public static string Text<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string List(IReadOnlyList<int> numbers) => string.Join(',', numbers);
}
