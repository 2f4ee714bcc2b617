using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>What <see cref="Vae"/> learnt, in pictures: reconstructions, samples, the latent space, the course of training.</summary>
internal sealed class VaeFigures(Vae vae, VaeFit fit, ExampleRun run)
{
    private const int Columns = 20, SampleRows = 8, ManifoldSide = 20;

    public IReadOnlyList<Figure> All(PixelTable training, PixelTable test)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using var rng = new Rng(run.Seed, device: torch.device(run.Device));
        return
        [
            new("reconstructions_test", Reconstructions("Test images and their reconstructions", fit.Data.Test, test, rng),
                "Images that the model has not learnt from, four of each digit. Below each, what the decoder makes of the mean of its guessed z: E[X | E[Z | x]]."),
            new("reconstructions_training", Reconstructions("Training images and their reconstructions", fit.Data.Training, training, rng),
                "The same for images that it has learnt from. Where these are much better than those of the test, it has learnt them by heart."),
            .. fit.Options.Latent == 2 ? [Manifold(rng.Device)] : Array.Empty<Figure>(),
            LatentSpace(test, rng),
            new("samples", Grid("Digits that nobody wrote", rng.Randn([SampleRows * Columns, fit.Options.Latent])),
                "Ancestral samples: z is drawn from its prior Normal(0, 1), and what is shown is E[X | z], the ink to be expected at each pixel, not a draw of X."),
            new("bound", Bound(), "The bound after each epoch; that of training is the mean over the epoch's steps, while the parameters moved. "
                + "Where validation and test fall while training rises, the model learns its images by heart."),
        ];
    }

    /// <summary>Two rows of each digit's first images over E[X | E[Z | x]].</summary>
    private ImageGrid Reconstructions(string title, LabelledImages images, PixelTable table, Rng rng)
    {
        long[] chosen = [.. Enumerable.Range(0, 2 * Columns).Select(place => NthOf(images, digit: place % Columns / 2, n: place / Columns * 2 + place % 2))];
        (Tensor mean, _) = vae.Encoder.call(table.Read(torch.tensor(chosen, device: rng.Device), rng));
        byte[][] originals = [.. chosen.Select(image => images[(int)image].ToArray())];
        byte[][] reconstructed = Tiles(vae.PixelsOf(mean).Mean);
        return new ImageGrid(title, [.. originals.Chunk(Columns).Zip(reconstructed.Chunk(Columns)).SelectMany(rows => rows.First.Concat(rows.Second))], Columns)
        { RowNames = ["x", "E[X]", "x", "E[X]"] };
    }

    /// <summary>The n-th image of a digit, or of any where there are not so many.</summary>
    private static long NthOf(LabelledImages images, int digit, int n) =>
        Enumerable.Range(0, images.Count).Where(image => images.Labels[image] == digit).Skip(n).FirstOrDefault(n % images.Count);

    private ImageGrid Grid(string title, Tensor z) => new(title, Tiles(vae.PixelsOf(z).Mean), Columns);

    /// <summary>The plane from the lower left to the upper right, as its axes go.</summary>
    private Figure Manifold(torch.Device device)
    {
        double[] at = [.. Enumerable.Range(0, ManifoldSide).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / ManifoldSide))];
        float[] points = [.. at.Reverse().SelectMany(y => at.SelectMany(x => new[] { (float)x, (float)y }))];
        string[] names = [.. at.Select(z => z.ToString("F1", CultureInfo.InvariantCulture))];
        ImageGrid picture = Grid("The plane of z", torch.tensor(points, device: device).reshape(-1, 2)) with
        { ColumnNames = names, RowNames = [.. names.Reverse()], XLabel = "z1", YLabel = "z2" };
        return new("manifold", picture, "E[X | z] over the plane, which changes without jumps from digit to digit. "
            + $"z1 and z2 go through {ManifoldSide} even quantiles of their prior, so that each tile stands for the same share of all digits.");
    }

    private Figure LatentSpace(PixelTable test, Rng rng)
    {
        (Tensor mean, Tensor scale) = vae.Encoder.call(test.Read(torch.arange(test.Count, device: rng.Device), rng));
        LatentPlane plane = LatentPlane.Of(mean, scale);
        return new("latent", new Plot("Where the test images lie", new(plane.XName), new(plane.YName), [.. Points.ByClass(plane.X, plane.Y, fit.Data.Test.Labels)]) { Height = 560 },
            $"A point for each test image, {plane.Caption}, coloured by the digit that it shows; the model was never told which. Each name stands at the middle of its points.");
    }

    private Plot Bound()
    {
        double[] epochs = [.. Enumerable.Range(1, fit.Result.History.Count).Select(epoch => (double)epoch)];
        return new Plot("The bound by epoch", new("epoch") { Counts = true }, new("bound", "nats per image"),
            new Line("training", epochs, [.. fit.Result.History.Select(epoch => -epoch.TrainingLoss)]),
            new Line("validation", epochs, [.. fit.Result.History.Select(epoch => -epoch.ValidationLoss!.Value)]),
            new Line("test", epochs, [.. fit.Result.History.Select(epoch => -epoch.TestLoss!.Value)]) { Dashed = true });
    }

    private static byte[][] Tiles(Tensor ink) =>
        [.. (ink * 255).round().to(torch.uint8).Elements<byte>().Chunk(LabelledImages.Size)];
}
