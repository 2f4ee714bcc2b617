using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using Spectre.Console;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// A variational autoencoder (Kingma and Welling 2014). Each image has a latent point in a plane; a network, the decoder, turns the
/// point into pixels; another, the encoder, guesses the point from the pixels. Both learn together, from images alone.
/// </summary>
internal sealed class Vae : IDisposable
{
    private const int Pixels = LabelledImages.Size;

    private readonly VaeOptions options;
    private readonly ExampleRun run;
    private readonly Rng rng;
    private readonly Svi<Tensor> svi;

    public Vae(VaeOptions options, ExampleRun run)
    {
        (this.options, this.run) = (options, run);
        torch.Device device = torch.device(run.Device);
        rng = new Rng(run.Seed, device: device);
        Encoder = new Encoder(Pixels, options.Hidden, options.Latent, device);
        Decoder = Layers.Decoder(options.Decoder, options.Latent, options.Hidden, Pixels, device);
        svi = new Svi<Tensor>(Model, Guide, new Adam(options.LearningRate), new TraceElbo(), rng.Fork(Streams.Inference));
    }

    public Encoder Encoder { get; }

    public torch.nn.Module<Tensor, Tensor> Decoder { get; }

    /// <summary>z ~ Normal(0, I), and each pixel from the decoder's image of z.</summary>
    private void Model(Tensor images)
    {
        Module("decoder", Decoder);
        using Plate plate = Plate("images", images.shape[0]);
        Tensor z = Sample("z", new Normal(0, 1).Expand([options.Latent]).ToEvent(1));
        Sample("pixels", PixelsOf(z).ToEvent(1), obs: images);
    }

    /// <summary>q(z | image) = Normal(mean, scale), both from the encoder.</summary>
    private void Guide(Tensor images)
    {
        Module("encoder", Encoder);
        using Plate plate = Plate("images", images.shape[0]);
        (Tensor mean, Tensor scale) = Encoder.call(images);
        Sample("z", new Normal(mean, scale).ToEvent(1));
    }

    /// <summary>p(pixels | z): black or white by a coin for each pixel; grey by the density that belongs to the coin.</summary>
    public Distribution PixelsOf(Tensor z) => options.Binarization == Binarization.None
        ? ContinuousBernoulli.FromLogits(Decoder.call(z))
        : Bernoulli.FromLogits(Decoder.call(z));

    /// <summary>Reads or draws the data, learns, measures the bound on images not seen, and writes report and pictures.</summary>
    public static void Run(VaeOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var vae = new Vae(options, run);
        DigitImages data = vae.Load();
        using PixelTable training = vae.Table(data.Training), validation = vae.Table(data.Validation), test = vae.Table(data.Test);
        FitResult result = vae.Learn(training, validation, test, data.Digest());
        vae.Meet(test);
        vae.svi.Parameters.Save(run.Output.PathOf("parameters.safetensors"));
        VaeReport.Write(vae, new VaeFit(options, data, result, watch.Elapsed), training, test, run);
    }

    /// <summary>The graph of the model, which is the same for any images; its plate holds those of a step.</summary>
    public ModelGraph Graph()
    {
        using TensorScope scope = TensorScope.Begin();
        return ModelGraph.Of(Model, torch.zeros([options.Batch, Pixels], device: rng.Device), rng);
    }

    private DigitImages Load()
    {
        using Rng drawing = rng.Fork(Streams.Data);
        if (options.Data == VaeOptions.Digits)
            return run.Quick ? Digits.Generate(drawing, 2400, 400, run.Cancel) : Digits.Generate(drawing, cancel: run.Cancel);
        DigitImages all = options.Data == Mnist.Name ? options.Mnist.Read(run.Console, run.Cancel) : Idx.ReadFolder(options.Data);
        return run.Quick ? new(all.Training.First(2200), all.Validation.First(200), all.Test.First(400)) : all;
    }

    private PixelTable Table(LabelledImages images) => new(images, options.Binarization, rng.Device);

    /// <summary>Passes over the training images in a new order each time; a checkpoint after each.</summary>
    private FitResult Learn(PixelTable training, PixelTable validation, PixelTable test, string digest)
    {
        string checkpoint = run.Output.PathOf("checkpoint.safetensors");
        if (options.Resume)
            run.Console.MarkupLineInterpolated($"[grey]{(File.Exists(checkpoint) ? $"going on from {checkpoint}" : $"there is no {checkpoint} yet: starting anew")}[/]");
        var fit = new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.Batch,
            Checkpoint = checkpoint,
            Resume = options.Resume,
            Facts = options.Facts(run, digest),
            Cancel = run.Cancel,
        };
        FitResult? result = null;
        try
        {
            run.Follow("images", (long)options.Epochs * training.Count, track =>
                result = svi.Fit(training, fit with { Progress = new FitTrack(track, options.Batch) }, validation, test));
        }
        catch (OperationCanceledException)
        {
            throw new CancelledException($"{checkpoint} holds what has been learnt; the same command with --resume goes on from there");
        }
        return result!;
    }

    /// <summary>A resumed run that has no epoch left takes no step, and networks take their saved weights when a program meets them.</summary>
    private void Meet(PixelTable images)
    {
        using TensorScope scope = TensorScope.Begin();
        svi.EvaluateLoss(images.Read(torch.zeros([1], torch.int64, rng.Device), rng));
    }

    public void Dispose()
    {
        svi.Dispose();
        Decoder.Dispose();
        Encoder.Dispose();
        rng.Dispose();
    }

    /// <summary>Streams of random numbers that do not touch each other.</summary>
    private static class Streams
    {
        public const ulong Data = 1, Inference = 2;
    }
}

/// <summary>What a run found; bounds are in nats per image.</summary>
internal sealed record VaeFit(VaeOptions Options, DigitImages Data, FitResult Result, TimeSpan Duration)
{
    public double TrainingBound => -Result.History[^1].TrainingLoss;

    public double ValidationBound => -Result.History[^1].ValidationLoss!.Value;

    public double TestBound => -Result.History[^1].TestLoss!.Value;
}
