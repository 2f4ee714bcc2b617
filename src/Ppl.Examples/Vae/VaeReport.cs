using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <see cref="Vae"/> learnt: a table, the figures, a page, metrics.</summary>
internal static class VaeReport
{
    public static void Write(Vae vae, VaeFit fit, PixelTable training, PixelTable test, ExampleRun run)
    {
        ResultTable results = new ResultTable("images", "count", "bound, nats an image")
            .Add("training (last epoch)", Text(fit.Data.Training.Count), Text(fit.TrainingBound))
            .Add("validation", Text(fit.Data.Validation.Count), Text(fit.ValidationBound))
            .Add("test", Text(fit.Data.Test.Count), Text(fit.TestBound));
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "vae",
            Title = "Digits from a few numbers each: a variational autoencoder",
            Answer = $"On {Text(fit.Data.Test.Count)} test images, which the model has not learnt from, the bound is {Text(fit.TestBound)} nats an image: so large at least, on average, "
                + $"is the log probability of an image's {LabelledImages.Size} pixels. Each image is told by {fit.Options.Latent} {(fit.Options.Latent == 1 ? "number" : "numbers")} z.",
            Results = results,
            Figures = new VaeFigures(vae, fit, run).All(training, test),
            Graph = vae.Graph(),
            Model = ModelText.Of(nameof(Vae), "Model", "Guide", "PixelsOf"),
            Settings = Settings(fit),
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static IReadOnlyList<(string, string)> Settings(VaeFit fit) =>
    [
        ("data", fit.Options.Data),
        ("grey pixels become data by", VaeOptions.Text(fit.Options.Binarization)),
        ("epochs", Text(fit.Options.Epochs)),
        ("images in a step", Text(fit.Options.Batch)),
        ("steps", Text(fit.Result.Steps)),
        ("learning rate of Adam", fit.Options.LearningRate.ToString(CultureInfo.InvariantCulture)),
        ("dimensions of z", Text(fit.Options.Latent)),
        ("decoder", VaeOptions.Text(fit.Options.Decoder)),
        ("hidden layers of the encoder", string.Join(", ", fit.Options.Hidden)),
    ];

    private static JsonObject Describe(VaeFit fit, ExampleRun run)
    {
        VaeOptions options = fit.Options;
        JsonObject metrics = Metrics.Of("vae", run);
        metrics["data"] = options.Data;
        metrics["binarize"] = VaeOptions.Text(options.Binarization);
        metrics["decoder"] = VaeOptions.Text(options.Decoder);
        metrics["hidden"] = string.Join(',', options.Hidden);
        metrics["latent"] = options.Latent;
        metrics["learning_rate"] = options.LearningRate;
        metrics["batch"] = options.Batch;
        metrics["epochs"] = fit.Result.History.Count;
        metrics["steps"] = fit.Result.Steps;
        metrics["training_images"] = fit.Data.Training.Count;
        metrics["validation_images"] = fit.Data.Validation.Count;
        metrics["test_images"] = fit.Data.Test.Count;
        metrics["elbo"] = fit.TrainingBound;
        metrics["validation_elbo"] = fit.ValidationBound;
        metrics["test_elbo"] = fit.TestBound;
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double bound) => bound.ToString("F2", CultureInfo.InvariantCulture);
}
