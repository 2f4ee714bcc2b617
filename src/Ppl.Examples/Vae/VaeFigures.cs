using System.Globalization;
using MathNet.Numerics.Distributions;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>What <see cref="Vae"/> learnt, in pictures: reconstructions, interpolations, samples, the latent space and its units, the course of training.</summary>
internal sealed class VaeFigures(Vae vae, VaeFit fit, ExampleRun run)
{
    private const int Columns = 20, SampleRows = 8, ManifoldSide = 20, InterpolationRows = 8, Steps = 12;

    public IReadOnlyList<Figure> All(PixelTable training, PixelTable test)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using var rng = new Rng(run.Seed, device: torch.device(run.Device));
        using Scope bind = new BindParams(vae.Parameters).Enter();
        return
        [
            new("reconstructions_test", Reconstructions("Test images and their reconstructions", fit.Data.Test, test, rng),
                "Images that the model has not learnt from, by class. Below each, what the decoder makes of the mean of its guessed z: E[X | E[Z | x]]."),
            new("reconstructions_training", Reconstructions("Training images and their reconstructions", fit.Data.Training, training, rng),
                "The same for images that it has learnt from. Where these are much better than those of the test, it has learnt them by heart."),
            new("interpolations", Interpolations(test, rng), "From one test image, at the left, to another, at the right: E[X | z] along the straight line between the means of their guessed z. "
                + "What lies between looks like an image too where the latent space has no holes."),
            .. fit.Options.Latent == 2 ? [Manifold(rng.Device)] : Array.Empty<Figure>(),
            LatentSpace(),
            Units(),
            new("samples", Grid("Images that nobody made", rng.Randn([SampleRows * Columns, fit.Options.Latent])),
                $"Ancestral samples: z is drawn from its prior Normal(0, 1), and what is shown is E[X | z], what is to be expected at each pixel, not a draw of X. {Colours()}"),
            new("bound", Bound(), "The bound after each epoch; that of training is the mean over the epoch's steps, while the parameters moved. "
                + "Where validation and test fall while training rises, the model learns its images by heart."),
        ];
    }

    /// <summary>Two rows of each class's first images over E[X | E[Z | x]].</summary>
    private ImageGrid Reconstructions(string title, LabelledImages images, PixelTable table, Rng rng)
    {
        int each = Columns / fit.Data.Classes.Count;
        int[] chosen = [.. Enumerable.Range(0, 2 * Columns).Select(place => NthOf(images, label: place % Columns / each, n: place / Columns * each + place % each))];
        byte[][] originals = [.. chosen.Select(image => images[image].ToArray())];
        byte[][] reconstructed = Tiles(vae.PixelsOf(MeansOf(table, chosen, rng)).Mean);
        return new ImageGrid(title, [.. originals.Chunk(Columns).Zip(reconstructed.Chunk(Columns)).SelectMany(rows => rows.First.Concat(rows.Second))], Columns)
        { RowNames = ["x", "E[X]", "x", "E[X]"], Channels = fit.Data.Shape.Channels };
    }

    /// <summary>The n-th image of a class, or of any where there are not so many.</summary>
    private static int NthOf(LabelledImages images, int label, int n) =>
        Enumerable.Range(0, images.Count).Where(image => images.Labels[image] == label).Skip(n).FirstOrDefault(n % images.Count);

    private Tensor MeansOf(PixelTable table, int[] images, Rng rng) =>
        vae.Encoder.call(table.Read(torch.tensor([.. images.Select(image => (long)image)], device: rng.Device), rng)).Mean;

    /// <summary>In each row an image of one class, the line to one of the next class, and that image.</summary>
    private ImageGrid Interpolations(PixelTable test, Rng rng)
    {
        LabelledImages images = fit.Data.Test;
        int[] from = [.. Enumerable.Range(0, InterpolationRows).Select(row => NthOf(images, row % fit.Data.Classes.Count, n: 4 + row))];
        int[] to = [.. Enumerable.Range(0, InterpolationRows).Select(row => NthOf(images, (row + 1) % fit.Data.Classes.Count, n: 14 + row))];
        Tensor start = MeansOf(test, from, rng).unsqueeze(1), end = MeansOf(test, to, rng).unsqueeze(1);
        Tensor share = torch.linspace(0, 1, Steps, device: rng.Device).unsqueeze(-1);
        byte[][][] between = [.. Tiles(vae.PixelsOf((start + share * (end - start)).reshape(-1, fit.Options.Latent)).Mean).Chunk(Steps)];
        return new ImageGrid("Between two test images", [.. between.SelectMany((row, i) => (byte[][])[images[from[i]].ToArray(), .. row, images[to[i]].ToArray()])], Steps + 2)
        { Channels = fit.Data.Shape.Channels, ColumnNames = ["x", .. Enumerable.Repeat("", Steps), "x"] };
    }

    private ImageGrid Grid(string title, Tensor z) => new(title, Tiles(vae.PixelsOf(z).Mean), Columns) { Channels = fit.Data.Shape.Channels };

    /// <summary>The plane from the lower left to the upper right, as its axes go.</summary>
    private Figure Manifold(torch.Device device)
    {
        double[] at = [.. Enumerable.Range(0, ManifoldSide).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / ManifoldSide))];
        float[] points = [.. at.Reverse().SelectMany(y => at.SelectMany(x => new[] { (float)x, (float)y }))];
        string[] names = [.. at.Select(z => z.ToString("F1", CultureInfo.InvariantCulture))];
        ImageGrid picture = Grid("The plane of z", torch.tensor(points, device: device).reshape(-1, 2)) with
        { ColumnNames = names, RowNames = [.. names.Reverse()], XLabel = "z1", YLabel = "z2" };
        return new("manifold", picture, "E[X | z] over the plane, which changes without jumps from class to class. "
            + $"z1 and z2 go through {ManifoldSide} even quantiles of their prior, so that each tile stands for the same share of all images.");
    }

    private Figure LatentSpace()
    {
        LatentPlane plane = LatentPlane.Of(fit.Scores.Guesses.Mean, fit.Scores.Guesses.Scale);
        string[] classes = [.. fit.Data.Test.Labels.Select(label => fit.Data.Classes[label])];
        bool areShort = fit.Data.Classes.All(name => name.Length == 1);
        return new("latent", new Plot("Where the test images lie", new(plane.XName), new(plane.YName), [.. Points.ByClass(plane.X, plane.Y, classes).Select(points => points with { Labelled = areShort })]) { Height = 560 },
            $"A point for each test image, {plane.Caption}, coloured by the class of what it shows; the model was never told which.{(areShort ? " Each name stands at the middle of its points." : "")}");
    }

    /// <summary>How much each unit of z says of its image.</summary>
    private Figure Units()
    {
        double[] activities = [.. fit.Scores.Guesses.Activities.OrderDescending()];
        double[] edges = [.. Enumerable.Range(0, activities.Length + 1).Select(unit => unit + 0.5)];
        var plot = new Plot("What each unit of z says of its image", new("unit, by activity") { Counts = true }, new("variance of E[z | x]"), new Bars("", edges, activities));
        return new("units", plot, $"{fit.Scores.Guesses.ActiveUnits} of {fit.Options.Latent} units are active: over the test images the mean of the guessed z varies by more than {LatentGuesses.Threshold} there. "
            + "Where it does not vary, the guess is the prior whatever the image, and the decoder has learnt to look past the unit.");
    }

    private Plot Bound()
    {
        double[] epochs = [.. Enumerable.Range(1, fit.Result.History.Count).Select(epoch => (double)epoch)];
        return new Plot("The bound by epoch", new("epoch") { Counts = true }, new("bound", "nats per image"),
            new Line("training", epochs, [.. fit.Result.History.Select(epoch => -epoch.TrainingLoss)]),
            new Line("validation", epochs, [.. fit.Result.History.Select(epoch => -epoch.ValidationLoss!.Value)]),
            new Line("test", epochs, [.. fit.Result.History.Select(epoch => -epoch.TestLoss!.Value)]) { Dashed = true });
    }

    /// <summary>Mean and deviation of pixels, of the model's images and of those of the test.</summary>
    private string Colours()
    {
        string[] names = fit.Data.Shape.Channels == 1 ? ["of all pixels"] : ["red", "green", "blue"];
        IEnumerable<string> moments = names.Select((name, i) => string.Create(CultureInfo.InvariantCulture,
            $"{name} {fit.Scores.SampledPixels[i].Mean:F2} and {fit.Scores.SampledPixels[i].Deviation:F2} ({fit.Scores.TestPixels[i].Mean:F2} and {fit.Scores.TestPixels[i].Deviation:F2})"));
        return $"Mean and standard deviation of pixels of X drawn so, and in brackets of test images: {string.Join(", ", moments)}.";
    }

    private static byte[][] Tiles(Tensor light) =>
        [.. (light * 255).round().clamp(0, 255).to(torch.uint8).Elements<byte>().Chunk((int)light.shape[^1])];
}
