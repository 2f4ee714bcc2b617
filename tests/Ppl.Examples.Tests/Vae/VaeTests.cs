using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class VaeTests
{
    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        string[] keys =
        [
            "example", "version", "seed", "quick", "device", "data", "preset", "binarize", "likelihood", "encoder", "decoder", "hidden", "channels", "activation",
            "latent", "objective", "particles", "learning_rate", "batch", "epochs", "steps", "training_images", "validation_images", "test_images",
            "elbo", "validation_elbo", "test_elbo", "nll_samples", "test_nll", "active_units", "gap_images", "amortised_elbo", "local_elbo",
            "test_pixel_mean", "test_pixel_sd", "sample_pixel_mean", "sample_pixel_sd", "seconds",
        ];
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
            {
                "metrics.json", "report.html", "checkpoint.safetensors", "parameters.safetensors", "reconstructions_test.png",
                "reconstructions_training.png", "interpolations.png", "samples.png", "manifold.png", "latent.png", "units.png", "bound.png",
            }));
            Assert.That(metrics.Select(metric => metric.Key), Is.EqualTo(keys));
            Assert.That(metrics.All(metric => metric.Value is JsonValue), "one flat object");
            Assert.That(metrics["steps"]!.GetValue<int>(), Is.EqualTo(18));
            Assert.That(-Metric("test_nll"), Is.GreaterThan(Metric("test_elbo")), "20 draws give a tighter bound than one");
            Assert.That(Metric("local_elbo"), Is.GreaterThan(Metric("amortised_elbo")), "a guess of its own is better than the encoder's");
            Assert.That(Metric("sample_pixel_mean"), Is.EqualTo(Metric("test_pixel_mean")).Within(0.2));
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
    [TestCase("--latent", "1", "--hidden", "32")]
    public async Task Other_settings_run_too_and_are_told_in_the_metrics(params string[] options)
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, ["vae", "--quick", "--epochs", "1", .. options]);
        for (int i = 0; i < options.Length; i += 2)
            Assert.That(metrics[options[i].TrimStart('-')]!.ToString(), Is.EqualTo(options[i + 1]));
        Assert.That(metrics["test_elbo"]!.GetValue<double>(), Is.Not.NaN);
        Assert.That(File.Exists(folder["manifold.png"]), Is.EqualTo(!options.Contains("--latent")));
    }

    [Test]
    public async Task A_folder_of_files_serves_as_data()
    {
        using TemporaryFolder data = IdxFiles.Folder(gzipped: true), folder = new();
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--data", data.Path, "--epochs", "1", "--batch", "8");
        Assert.That(metrics["training_images"]!.GetValue<int>(), Is.EqualTo(22));
        Assert.That(metrics["steps"]!.GetValue<int>(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_resumed_run_ends_with_the_files_of_one_that_was_not_interrupted()
    {
        using TemporaryFolder whole = new(), resumed = new();
        await Shell.Metrics(whole, "vae", "--quick", "--epochs", "3");
        await Shell.Metrics(resumed, "vae", "--quick", "--epochs", "1");
        Shell shell = await Shell.Run("vae", "--quick", "--epochs", "3", "--resume", "--out", resumed.Path);
        Assert.That(shell.Output, Does.Contain("epoch 2/3").And.Not.Contain("epoch 1/3"));
        AssertSame(whole, resumed);
        await Shell.Metrics(resumed, "vae", "--quick", "--epochs", "3", "--resume");
        AssertSame(whole, resumed);
    }

    [Test]
    public async Task Without_a_checkpoint_yet_a_resumed_run_starts_anew()
    {
        using TemporaryFolder whole = new(), resumed = new();
        await Shell.Metrics(whole, "vae", "--quick", "--epochs", "1");
        Shell shell = await Shell.Run("vae", "--quick", "--epochs", "1", "--resume", "--out", resumed.Path);
        Assert.That(shell.Output, Does.Contain("starting anew"));
        AssertSame(whole, resumed);
    }

    /// <summary>All but the times, and the page that shows them.</summary>
    private static void AssertSame(TemporaryFolder one, TemporaryFolder two)
    {
        string[] timed = ["metrics.json", "report.html", "checkpoint.safetensors"];
        Assert.That(two.Contents().ExceptBy(timed, file => file.Key), Is.EqualTo(one.Contents().ExceptBy(timed, file => file.Key)));
        string Metrics(TemporaryFolder folder) => string.Join('\n', File.ReadLines(folder["metrics.json"]).Where(line => !line.Contains("seconds")));
        Assert.That(Metrics(two), Is.EqualTo(Metrics(one)));
    }

    [Test]
    public async Task A_checkpoint_of_other_settings_is_refused_and_stays()
    {
        using TemporaryFolder folder = new(), data = IdxFiles.Folder(), otherData = IdxFiles.Folder();
        byte[] labels = IdxFiles.Labels(24);
        labels[^1] ^= 1;
        File.WriteAllBytes(otherData[IdxFiles.TrainLabels], labels);
        string[] command = ["vae", "--data", data.Path, "--epochs", "1", "--batch", "8"];
        await Shell.Metrics(folder, command);
        IReadOnlyDictionary<string, string> before = folder.Contents();
        (string Difference, string Option, string Value)[] cases =
        [
            ("seed", "--seed", "2"), ("data", "--data", otherData.Path), ("batch size", "--batch", "7"), ("learning rate", "--learning-rate", "0.01"),
            ("hidden", "--hidden", "64,16"), ("latent", "--latent", "3"), ("decoder", "--decoder", "linear"), ("binarize", "--binarize", "dynamic"),
        ];
        foreach ((string difference, string option, string value) in cases)
        {
            int place = Array.IndexOf(command, option);
            string[] other = place < 0 ? [.. command, option, value] : [.. command[..(place + 1)], value, .. command[(place + 2)..]];
            Shell shell = await Shell.Run([.. other, "--resume", "--out", folder.Path]);
            shell.AssertFailure(1, "PPL309", $"it differs in {difference}. Hint");
        }
        Assert.That(folder.Contents(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_damaged_checkpoint_is_refused_and_stays()
    {
        using var folder = new TemporaryFolder();
        await Shell.Metrics(folder, "vae", "--quick", "--epochs", "1");
        byte[] checkpoint = File.ReadAllBytes(folder["checkpoint.safetensors"]);
        checkpoint[^1000] ^= 1;
        File.WriteAllBytes(folder["checkpoint.safetensors"], checkpoint);
        (await Shell.Run("vae", "--quick", "--resume", "--out", folder.Path)).AssertFailure(1, "PPL313", "checkpoint.safetensors");
        Assert.That(File.ReadAllBytes(folder["checkpoint.safetensors"]), Is.EqualTo(checkpoint));
    }

    /// <summary>Room for one checkpoint of 5.2 MB; the second is written beside it.</summary>
    [Test, Platform("Linux", Reason = "mounts a small file system")]
    public async Task A_disk_that_becomes_full_ends_the_run_and_leaves_the_earlier_checkpoint()
    {
        using TemporaryFolder folder = new();
        using var disk = new SmallDisk(folder.Path, kilobytes: 8 << 10);
        Shell shell = await Shell.Run("vae", "--quick", "--epochs", "3", "--out", folder.Path);
        shell.AssertFailure(1, "PPL311", "No space left");
        Assert.That(folder.Contents().Keys, Is.EqualTo(new[] { "checkpoint.safetensors" }));
        disk.Grow(kilobytes: 64 << 10);
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick", "--epochs", "3", "--resume");
        Assert.That(metrics["epochs"]!.GetValue<int>(), Is.EqualTo(3));
    }
}
