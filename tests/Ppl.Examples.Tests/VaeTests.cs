using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class VaeTests
{
    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick");
        string[] keys =
        [
            "example", "version", "seed", "quick", "device", "data", "binarize", "decoder", "hidden", "latent", "learning_rate", "batch",
            "epochs", "steps", "training_images", "validation_images", "test_images", "elbo", "validation_elbo", "test_elbo", "seconds",
        ];
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys,
                Is.EquivalentTo(new[] { "metrics.json", "reconstructions.png", "samples.png", "plane.png", "training.png" }));
            Assert.That(metrics.Select(metric => metric.Key), Is.EqualTo(keys));
            Assert.That(metrics.All(metric => metric.Value is JsonValue), "one flat object");
            Assert.That(metrics["steps"]!.GetValue<int>(), Is.EqualTo(18));
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside_and_another_seed_others()
    {
        async Task<string> Metrics(string seed)
        {
            using var folder = new TemporaryFolder();
            JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick", "--epochs", "1", "--seed", seed);
            metrics.Remove("seconds");
            metrics.Remove("seed");
            return metrics.ToJsonString();
        }
        string first = await Metrics("3");
        Assert.That(await Metrics("3"), Is.EqualTo(first));
        Assert.That(await Metrics("4"), Is.Not.EqualTo(first));
    }

    /// <summary>The bound of a model that knows only each pixel's frequency is near -200 nats; an untrained one has 784 log 1/2 = -543.</summary>
    [Test]
    public async Task The_bound_rises_with_training()
    {
        using TemporaryFolder one = new(), two = new();
        JsonObject early = await Shell.Metrics(one, "vae", "--quick", "--epochs", "1");
        JsonObject late = await Shell.Metrics(two, "vae", "--quick", "--epochs", "20", "--batch", "64");
        Assert.That(early["test_elbo"]!.GetValue<double>(), Is.InRange(-560, -200));
        Assert.That(late["test_elbo"]!.GetValue<double>(), Is.GreaterThan(early["test_elbo"]!.GetValue<double>() + 50));
    }

    [TestCase("--decoder", "linear")]
    [TestCase("--binarize", "dynamic")]
    [TestCase("--binarize", "none")]
    [TestCase("--latent", "5", "--hidden", "32")]
    public async Task Other_settings_run_too_and_are_told_in_the_metrics(params string[] options)
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, ["vae", "--quick", "--epochs", "1", .. options]);
        for (int i = 0; i < options.Length; i += 2)
            Assert.That(metrics[options[i].TrimStart('-')]!.ToString(), Is.EqualTo(options[i + 1]));
        Assert.That(metrics["test_elbo"]!.GetValue<double>(), Is.Not.NaN);
        Assert.That(File.Exists(folder["plane.png"]), Is.EqualTo(!options.Contains("5")));
    }

    [Test]
    public async Task A_folder_of_files_serves_as_data()
    {
        using TemporaryFolder data = IdxFiles.Folder(gzipped: true), folder = new();
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--data", data.Path, "--epochs", "1", "--batch", "8");
        Assert.That(metrics["training_images"]!.GetValue<int>(), Is.EqualTo(22));
        Assert.That(metrics["steps"]!.GetValue<int>(), Is.EqualTo(3));
    }
}
