using System.Globalization;

namespace Ppl.Examples;

/// <summary>From the latent plane to pixels: by hidden layers, or by one linear map.</summary>
internal enum DecoderKind { Mlp, Linear }

/// <summary>Settings of <see cref="Vae"/>.</summary>
/// <param name="Data">"digits", "mnist", or a folder of IDX files.</param>
/// <param name="Mnist">What "mnist" is read from.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LearningRate">Of Adam.</param>
/// <param name="Latent">Dimensions of z.</param>
/// <param name="Decoder">Its kind.</param>
/// <param name="Hidden">Widths of the encoder's hidden layers, from the image on; the decoder has them in reverse.</param>
/// <param name="Binarization">How grey becomes data.</param>
/// <param name="Resume">Whether to go on from the checkpoint in the output folder.</param>
internal sealed record VaeOptions(
    string Data, Mnist Mnist, int Epochs, int Batch, double LearningRate, int Latent, DecoderKind Decoder, IReadOnlyList<int> Hidden, Binarization Binarization,
    bool Resume)
{
    /// <summary>The name of the data that the program draws itself.</summary>
    public const string Digits = "digits";

    /// <summary>What a resumed run must have in common with the one that was interrupted; number of epochs, and size of a minibatch, are the loop's to know.</summary>
    public IReadOnlyDictionary<string, string> Facts(ExampleRun run, string digest) => new Dictionary<string, string>
    {
        ["data"] = digest,
        ["binarize"] = Text(Binarization),
        ["seed"] = run.Seed.ToString(CultureInfo.InvariantCulture),
        ["device"] = run.Device,
        ["decoder"] = Text(Decoder),
        ["hidden"] = string.Join(',', Hidden),
        ["latent"] = Latent.ToString(CultureInfo.InvariantCulture),
        ["learning rate"] = LearningRate.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A named value as on the command line.</summary>
    public static string Text<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
