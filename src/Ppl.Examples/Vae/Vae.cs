using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using Spectre.Console;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// A variational autoencoder (Kingma and Welling 2014). Each image has a latent point, in a plane or in more dimensions; a network, the decoder, turns the
/// point into pixels; another, the encoder, guesses the point from the pixels. Both learn together, from images alone. Expected on MNIST: a test bound of
/// -142 nats an image by the preset slides in 20 epochs, of -109 by mlp500 in 10; by iwae, 50 draws of z beat one by 0.8 nat or more of log likelihood.
/// </summary>
internal sealed class Vae : IDisposable
{
    private readonly VaeOptions options;
    private readonly ImageShape image;
    private readonly ExampleRun run;
    private readonly Rng rng;
    private readonly Svi<Tensor> svi;

    public Vae(VaeOptions options, ImageShape image, ExampleRun run)
    {
        options.RequireHalves(image);
        (this.options, this.image, this.run) = (options, image, run);
        rng = new Rng(run.Seed, device: torch.device(run.Device));
        var networks = new VaeNetworks(options, image, rng.Device);
        Encoder = networks.Encoder();
        Decoder = networks.Decoder();
        svi = new Svi<Tensor>(Model, Guide, new Adam(options.LearningRate), Objective, rng.Fork(Streams.Inference));
    }

    public Encoder Encoder { get; }

    public torch.nn.Module<Tensor, Tensor> Decoder { get; }

    public ParamStore Parameters => svi.Parameters;

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

    /// <summary>p(pixels | z): black or white by a coin for each pixel; grey by the coin's mean log probability, its density, or a normal one.</summary>
    public Distribution PixelsOf(Tensor z) => options.Likelihood switch
    {
        Likelihood.Normal => new Normal(0.5 + Decoder.call(z), Noise()),
        Likelihood.Continuous => ContinuousBernoulli.FromLogits(Decoder.call(z)),
        _ => options.Binarization == Binarization.None ? new GreyBernoulli(Decoder.call(z)) : Bernoulli.FromLogits(Decoder.call(z)),
    };

    /// <summary>A deviation for each colour, the same for all of its pixels.</summary>
    private Tensor Noise() =>
        Param("noise", () => torch.full([image.Channels, 1], 0.25f, device: rng.Device), Constraints.Positive).expand(image.Channels, image.Area).reshape(image.Size);

    /// <summary>Images drawn from the model, pixel by pixel: z from its prior, and pixels given z. In the caller's tensor scope.</summary>
    public Tensor Draw(int count, Rng rng)
    {
        using Scope bind = new BindParams(Parameters).Enter();
        return PixelsOf(rng.Randn([count, options.Latent])).Sample(rng);
    }

    private Elbo Objective => options.Objective switch
    {
        Examples.Objective.Iwae => new ImportanceWeightedElbo(options.Particles),
        Examples.Objective.MeanField => new TraceMeanFieldElbo(options.Particles, vectorize: true),
        _ => new TraceElbo(options.Particles, vectorize: true),
    };

    /// <summary>Reads or draws the data, learns, measures on images not seen, and writes report and pictures.</summary>
    public static void Run(VaeOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        ImageData data = Load(options, run);
        run.Output.Make();
        using var vae = new Vae(options, data.Shape, run);
        using PixelTable training = vae.Table(data.Training), validation = vae.Table(data.Validation), test = vae.Table(data.Test);
        FitResult result = vae.Learn(training, validation, test, data.Digest());
        vae.Meet(test);
        vae.Parameters.Save(run.Output.PathOf("parameters.safetensors"));
        using VaeScores scores = vae.Resumable(() => VaeScores.Of(vae, options, data.Shape, test, run));
        VaeReport.Write(vae, new VaeFit(options, data, result, scores, watch.Elapsed), training, test, run);
    }

    /// <summary>An engine over what has been learnt; its random numbers are the same each time.</summary>
    /// <param name="objective">What it estimates.</param>
    /// <param name="guide">In place of the encoder's.</param>
    /// <param name="optimizer">Of no matter for an engine that takes no step.</param>
    public Svi<Tensor> Engine(Elbo objective, Program<Tensor>? guide = null, Optimizer? optimizer = null) =>
        new(Model, guide ?? Guide, optimizer ?? new Adam(options.LearningRate), objective, Fork(Streams.Likelihood), Parameters, new SviOptions { CheckedSteps = 0 });

    /// <summary>A stream of random numbers, the caller's.</summary>
    public Rng Fork(ulong stream) => rng.Fork(stream);

    /// <summary>The graph of the model, which is the same for any images; its plate holds those of a step.</summary>
    public ModelGraph Graph()
    {
        using TensorScope scope = TensorScope.Begin();
        return ModelGraph.Of(Model, torch.zeros([options.Batch, image.Size], device: rng.Device), rng);
    }

    private static ImageData Load(VaeOptions options, ExampleRun run)
    {
        using var rng = new Rng(run.Seed);
        using Rng drawing = rng.Fork(Streams.Data);
        if (options.Data == VaeOptions.Digits)
            return run.Quick ? Digits.Generate(drawing, 2400, 400, run.Cancel) : Digits.Generate(drawing, cancel: run.Cancel);
        if (options.Data == VaeOptions.Shapes)
            return run.Quick ? ColouredShapes.Generate(drawing, 1200, 200, run.Cancel) : ColouredShapes.Generate(drawing, cancel: run.Cancel);
        ImageData all = options.Data == Mnist.Name ? options.Mnist.Read(run.Console, run.Cancel) : ImageFolder.Read(options.Data);
        return run.Quick ? all.First(2200, 200, 400) : all;
    }

    private PixelTable Table(LabelledImages images) => new(images, options.Binarization, rng.Device);

    /// <summary>Passes over the training images in a new order each time; a checkpoint after each.</summary>
    private FitResult Learn(PixelTable training, PixelTable validation, PixelTable test, string digest)
    {
        if (options.Resume)
            run.Console.MarkupLineInterpolated($"[grey]{(File.Exists(Checkpoint) ? $"going on from {Checkpoint}" : $"there is no {Checkpoint} yet: starting anew")}[/]");
        var fit = new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.Batch,
            Checkpoint = Checkpoint,
            Resume = options.Resume,
            Facts = options.Facts(run, digest),
            Cancel = run.Cancel,
        };
        FitResult? result = null;
        return Resumable(() =>
        {
            run.Follow("images", (long)options.Epochs * training.Count, track =>
                result = svi.Fit(training, fit with { Progress = new FitTrack(track, options.Batch) }, validation, test));
            return result!;
        });
    }

    /// <summary>Where a run is cancelled, says how it may go on.</summary>
    private T Resumable<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            throw new CancelledException($"{Checkpoint} holds what has been learnt; the same command with --resume goes on from there");
        }
    }

    private string Checkpoint => run.Output.PathOf("checkpoint.safetensors");

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
    public static class Streams
    {
        public const ulong Data = 1, Inference = 2, Likelihood = 3, Scores = 4, Gap = 5;
    }
}

/// <summary>What a run found; bounds are in nats per image.</summary>
internal sealed record VaeFit(VaeOptions Options, ImageData Data, FitResult Result, VaeScores Scores, TimeSpan Duration)
{
    public double TrainingBound => -Result.History[^1].TrainingLoss;

    public double ValidationBound => -Result.History[^1].ValidationLoss!.Value;

    public double TestBound => -Result.History[^1].TestLoss!.Value;
}
