using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Infer;
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

    private Vae(VaeOptions options, ExampleRun run)
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

    /// <summary>Reads or draws the data, learns, measures the bound on images not seen, and writes pictures.</summary>
    public static void Run(VaeOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var vae = new Vae(options, run);
        DigitImages data = vae.Load();
        using PixelTable training = vae.Table(data.Training), validation = vae.Table(data.Validation), test = vae.Table(data.Test);
        VaeCurve curve = vae.Learn(training, validation);
        double bound = vae.Bound(test);
        VaeReport.Write(vae, new VaeFit(options, data, curve, bound, watch.Elapsed), test, run);
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

    /// <summary>Passes over the training images in a new order each time; notes the bounds of training and validation by epoch.</summary>
    private VaeCurve Learn(PixelTable training, PixelTable validation)
    {
        var curve = new VaeCurve([], []);
        run.Follow("images", (long)options.Epochs * training.Count, track =>
        {
            for (int epoch = 1; epoch <= options.Epochs; epoch++)
            {
                double loss = 0;
                long seen = 0;
                foreach (long[] batch in rng.Permutation(training.Count).Chunk(options.Batch))
                {
                    run.Cancel.ThrowIfCancellationRequested();
                    using TensorScope step = TensorScope.Begin();
                    loss += svi.Step(training.Read(batch, rng));
                    seen += batch.Length;
                    track.Advance(batch.Length, FormattableString.Invariant($"epoch {epoch}/{options.Epochs}, bound {-loss / seen:F1} nats an image"));
                }
                curve.Training.Add(-loss / seen);
                curve.Validation.Add(Bound(validation));
            }
        });
        return curve;
    }

    /// <summary>The bound in nats per image, one draw of z for each.</summary>
    private double Bound(PixelTable images)
    {
        const int chunk = 1000;
        double loss = 0;
        foreach (int[] numbers in Enumerable.Range(0, images.Count).Chunk(chunk))
        {
            using TensorScope step = TensorScope.Begin();
            loss += svi.EvaluateLoss(images.Read(Array.ConvertAll(numbers, number => (long)number), rng));
        }
        return -loss / images.Count;
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

/// <summary>Bounds after each epoch, in nats per image.</summary>
internal sealed record VaeCurve(List<double> Training, List<double> Validation);

/// <summary>What a run found.</summary>
internal sealed record VaeFit(VaeOptions Options, DigitImages Data, VaeCurve Curve, double TestBound, TimeSpan Duration)
{
    public int StepsPerEpoch => (Data.Training.Count + Options.Batch - 1) / Options.Batch;
}
