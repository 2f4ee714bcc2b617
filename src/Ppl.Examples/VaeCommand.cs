using System.CommandLine;
using System.Globalization;

namespace Ppl.Examples;

/// <summary><c>vae</c> on the command line.</summary>
internal sealed class VaeCommand : ExampleCommand
{
    private const int DefaultEpochs = 20, QuickEpochs = 2;

    private readonly Option<string> data = new("--data")
    {
        Description = "digits (drawn by the program) or a folder of MNIST's four IDX files, gzipped or not",
        HelpName = "digits|DIR",
        DefaultValueFactory = _ => VaeOptions.Digits,
    };
    private readonly Option<int?> epochs = new("--epochs") { Description = $"passes over the training images [default: {DefaultEpochs}]" };
    private readonly Option<int> batch = new("--batch") { Description = "images in a step", DefaultValueFactory = _ => 256 };
    private readonly Option<double> learningRate = new("--learning-rate") { Description = "of Adam", DefaultValueFactory = _ => 1e-3 };
    private readonly Option<int> latent = new("--latent") { Description = "dimensions of z", DefaultValueFactory = _ => 2 };
    private readonly Option<string> decoder = Choice("--decoder", "from z to pixels", "mlp", "linear");
    private readonly Option<string> hidden = new("--hidden")
    {
        Description = "widths of the encoder's hidden layers; the decoder has them in reverse",
        HelpName = "N,N...",
        DefaultValueFactory = _ => "256,64",
    };
    private readonly Option<string> binarize = Choice("--binarize", "how grey pixels become data", "threshold", "dynamic", "none");

    public VaeCommand() : base("vae", "A variational autoencoder learns digits: reconstructions, samples, and the plane between them.")
    {
        foreach (Option option in new Option[] { data, epochs, batch, learningRate, latent, decoder, hidden, binarize }) Add(option);
    }

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        int? passes = arguments.GetValue(epochs) is { } number ? InRange(number, epochs.Name, 1, 100_000) : null;
        var options = new VaeOptions(
            arguments.GetRequiredValue(data),
            passes ?? DefaultEpochs,
            InRange(arguments.GetRequiredValue(batch), batch.Name, 1, 1_000_000),
            InRange(arguments.GetRequiredValue(learningRate), learningRate.Name, 1e-8, 1),
            InRange(arguments.GetRequiredValue(latent), latent.Name, 1, LabelledImages.Size),
            Enum.Parse<DecoderKind>(arguments.GetRequiredValue(decoder), ignoreCase: true),
            Widths(arguments.GetRequiredValue(hidden)),
            Enum.Parse<Binarization>(arguments.GetRequiredValue(binarize), ignoreCase: true));
        return run => Vae.Run(run.Quick && passes is null ? options with { Epochs = QuickEpochs } : options, run);
    }

    private int[] Widths(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width)
            ? InRange(width, hidden.Name, 1, 100_000)
            : throw Error.Options($"{hidden.Name} {text}: \"{part}\" is no width", "write numbers with commas between them: 256,64."))];
}
