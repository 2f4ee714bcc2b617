using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>What <see cref="Vae"/> learnt: reconstructions, samples, the latent plane, the course of training, metrics.</summary>
internal static class VaeReport
{
    private const int PairsInRow = 20, SampleRows = 8, PlaneSide = 20;

    public static void Write(Vae vae, VaeFit fit, PixelTable test, ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using var rng = new Rng(run.Seed, device: torch.device(run.Device));

        run.Output.Add("reconstructions.png", Reconstructions(vae, fit.Data.Test, test, rng));
        run.Output.Add("samples.png", Picture(vae, "Samples", rng.Randn([SampleRows * PairsInRow, fit.Options.Latent]), PairsInRow));
        if (fit.Options.Latent == 2) run.Output.Add("plane.png", Picture(vae, "The latent plane", Plane().to(rng.Device), PlaneSide));
        run.Output.Add("training.png", Curve(fit));
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
        run.Console.Write(new Table().Border(TableBorder.Simple).AddColumns("images", "count", "bound, nats an image")
            .AddRow("training (last epoch)", Text(fit.Data.Training.Count), Text(fit.Curve.Training[^1]))
            .AddRow("validation", Text(fit.Data.Validation.Count), Text(fit.Curve.Validation[^1]))
            .AddRow("test", Text(fit.Data.Test.Count), Text(fit.TestBound)));
    }

    /// <summary>Test images, two rows of each digit's first ones, over E[X | E[Z | x]].</summary>
    private static Raster Reconstructions(Vae vae, LabelledImages images, PixelTable test, Rng rng)
    {
        long[] chosen = [.. Enumerable.Range(0, 2 * PairsInRow).Select(place => NthOf(images, digit: place % PairsInRow / 2, n: place / PairsInRow * 2 + place % 2))];
        (Tensor mean, _) = vae.Encoder.call(test.Read(chosen, rng));
        byte[][] originals = [.. chosen.Select(image => images[(int)image].ToArray())];
        byte[][] reconstructed = Tiles(vae.PixelsOf(mean).Mean);
        return new ImageGrid("Test images and their reconstructions", [.. originals.Chunk(PairsInRow).Zip(reconstructed.Chunk(PairsInRow)).SelectMany(rows => rows.First.Concat(rows.Second))],
            PairsInRow).ToRaster();
    }

    /// <summary>The n-th image of a digit, or of any where there are not so many.</summary>
    private static long NthOf(LabelledImages images, int digit, int n) =>
        Enumerable.Range(0, images.Count).Where(image => images.Labels[image] == digit).Skip(n).FirstOrDefault(n % images.Count);

    private static Raster Picture(Vae vae, string title, Tensor z, int columns) => new ImageGrid(title, Tiles(vae.PixelsOf(z).Mean), columns).ToRaster();

    /// <summary>Points of the plane at even quantiles of the prior, from the upper left to the lower right.</summary>
    private static Tensor Plane()
    {
        double[] at = [.. Enumerable.Range(0, PlaneSide).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / PlaneSide))];
        float[] points = [.. at.Reverse().SelectMany(y => at.SelectMany(x => new[] { (float)x, (float)y }))];
        return torch.tensor(points).reshape(-1, 2);
    }

    private static byte[][] Tiles(Tensor ink) =>
        [.. (ink * 255).round().to(torch.uint8).cpu().contiguous().data<byte>().ToArray().Chunk(LabelledImages.Size)];

    private static Raster Curve(VaeFit fit)
    {
        double[] epochs = [.. Enumerable.Range(1, fit.Curve.Training.Count).Select(epoch => (double)epoch)];
        return new Plot("The bound by epoch", new("epoch") { Counts = true }, new("bound", "nats per image"),
            new Line("training", epochs, fit.Curve.Training), new Line("validation", epochs, fit.Curve.Validation)).ToRaster();
    }

    private static JsonObject Describe(VaeFit fit, ExampleRun run)
    {
        VaeOptions options = fit.Options;
        JsonObject metrics = Metrics.Of("vae", run);
        metrics["data"] = options.Data;
        metrics["binarize"] = options.Binarization.ToString().ToLowerInvariant();
        metrics["decoder"] = options.Decoder.ToString().ToLowerInvariant();
        metrics["hidden"] = string.Join(',', options.Hidden);
        metrics["latent"] = options.Latent;
        metrics["learning_rate"] = options.LearningRate;
        metrics["batch"] = options.Batch;
        metrics["epochs"] = options.Epochs;
        metrics["steps"] = options.Epochs * fit.StepsPerEpoch;
        metrics["training_images"] = fit.Data.Training.Count;
        metrics["validation_images"] = fit.Data.Validation.Count;
        metrics["test_images"] = fit.Data.Test.Count;
        metrics["elbo"] = fit.Curve.Training[^1];
        metrics["validation_elbo"] = fit.Curve.Validation[^1];
        metrics["test_elbo"] = fit.TestBound;
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double bound) => bound.ToString("F2", CultureInfo.InvariantCulture);
}
