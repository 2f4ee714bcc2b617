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
        if (fit.Scores.TestNll is { } nll) results.Add($"test, log likelihood by {Text(fit.Options.NllSamples)} draws", Text(fit.Data.Test.Count), Text(-nll));
        results.Add("first of the test, by the encoder", Text(fit.Scores.Gap.Images), Text(fit.Scores.Gap.Amortised))
            .Add("the same, by a guess of its own for each", Text(fit.Scores.Gap.Images), Text(fit.Scores.Gap.Local));
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "vae",
            Title = "Images from a few numbers each: a variational autoencoder",
            Answer = Answer(fit),
            Results = results,
            Figures = new VaeFigures(vae, fit, run).All(training, test),
            Graph = vae.Graph(),
            Model = ModelText.Of(nameof(Vae), "Model", "Guide", "PixelsOf", "Noise"),
            Settings = Settings(fit),
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static string Answer(VaeFit fit)
    {
        string of = $"the log {(fit.Options.Likelihood == Likelihood.Bernoulli ? "probability" : "density")} of an image's {Text(fit.Data.Shape.Size)} numbers";
        string nll = fit.Scores.TestNll is { } found ? $" By importance sampling, {Text(fit.Options.NllSamples)} draws of z an image, it is {Text(-found)}." : "";
        return $"On {Text(fit.Data.Test.Count)} test images, which the model has not learnt from, the bound is {Text(fit.TestBound)} nats an image: so large at least, on average, is {of}.{nll} "
            + $"Each image is told by {fit.Options.Latent} {(fit.Options.Latent == 1 ? "number" : "numbers")} z, of which {fit.Scores.Guesses.ActiveUnits} say something of it. "
            + $"That one encoder guesses for all costs {Text(fit.Scores.Gap.Local - fit.Scores.Gap.Amortised)} nats. Expected of the preset {fit.Options.Preset}: {fit.Options.Expected}.";
    }

    private static IReadOnlyList<(string, string)> Settings(VaeFit fit) =>
    [
        ("data", fit.Options.Data),
        ("preset", fit.Options.Preset),
        ("epochs", Text(fit.Options.Epochs)),
        ("images in a step", Text(fit.Options.Batch)),
        ("steps", Text(fit.Result.Steps)),
        ("learning rate of Adam", fit.Options.LearningRate.ToString(CultureInfo.InvariantCulture)),
        .. fit.Options.Model.Where(setting => setting.Value.Length > 0).Select(setting => (setting.Key, setting.Value)),
    ];

    private static JsonObject Describe(VaeFit fit, ExampleRun run)
    {
        VaeOptions options = fit.Options;
        JsonObject metrics = Metrics.Of("vae", run);
        metrics["data"] = options.Data;
        metrics["preset"] = options.Preset;
        foreach ((string name, string value) in options.Model) metrics[name] = value;
        metrics["latent"] = options.Latent;
        metrics["particles"] = options.Particles;
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
        metrics["nll_samples"] = options.NllSamples;
        if (fit.Scores.TestNll is { } nll) metrics["test_nll"] = nll;
        metrics["active_units"] = fit.Scores.Guesses.ActiveUnits;
        metrics["gap_images"] = fit.Scores.Gap.Images;
        metrics["amortised_elbo"] = fit.Scores.Gap.Amortised;
        metrics["local_elbo"] = fit.Scores.Gap.Local;
        foreach ((string name, IReadOnlyList<Moments> colours) in new[] { ("test", fit.Scores.TestPixels), ("sample", fit.Scores.SampledPixels) })
            for (int i = 0; i < colours.Count; i++)
            {
                string colour = colours.Count == 1 ? "pixel" : new[] { "red", "green", "blue" }[i];
                metrics[$"{name}_{colour}_mean"] = colours[i].Mean;
                metrics[$"{name}_{colour}_sd"] = colours[i].Deviation;
            }
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double bound) => bound.ToString("F2", CultureInfo.InvariantCulture);
}
