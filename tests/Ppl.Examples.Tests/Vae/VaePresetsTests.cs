using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class VaePresetsTests
{
    private static IEnumerable<string> Presets => VaePresets.All.Select(preset => preset.Preset);

    /// <summary>One epoch of a few images, then some more: the bound of images not seen rises.</summary>
    [TestCaseSource(nameof(Presets))]
    public async Task A_preset_learns_and_leaves_its_pictures(string preset)
    {
        using TemporaryFolder data = preset == "cifar10" ? CifarFiles.Folder() : IdxFiles.Folder(), folder = new();
        string[] command = ["vae", "--quick", "--preset", preset, "--data", data.Path, "--batch", "8", "--resume", "--nll-samples"];
        JsonObject early = await Shell.Metrics(folder, [.. command, "0", "--epochs", "1"]);
        JsonObject late = await Shell.Metrics(folder, [.. command, "10", "--epochs", "8"]);
        VaeOptions options = VaePresets.Of(preset);
        Assert.Multiple(() =>
        {
            Assert.That(late["test_elbo"]!.GetValue<double>(), Is.GreaterThan(early["test_elbo"]!.GetValue<double>() + 5));
            Assert.That(late["preset"]!.GetValue<string>(), Is.EqualTo(preset));
            Assert.That(late["latent"]!.GetValue<int>(), Is.EqualTo(options.Latent));
            Assert.That(late["hidden"]!.GetValue<string>(), Is.EqualTo(string.Join(',', options.Hidden)));
            Assert.That(late["local_elbo"]!.GetValue<double>(), Is.GreaterThan(late["amortised_elbo"]!.GetValue<double>()));
            Assert.That(early.ContainsKey("test_nll"), Is.False, "nobody asked");
            Assert.That(late["test_nll"]!.GetValue<double>(), Is.Not.NaN);
            Assert.That(late.ContainsKey("sample_blue_sd"), Is.EqualTo(preset == "cifar10"));
            Assert.That(File.Exists(folder["manifold.png"]), Is.EqualTo(options.Latent == 2));
            foreach (string picture in new[] { "interpolations", "reconstructions_test", "samples", "units", "latent" }) Assert.That(File.Exists(folder[picture + ".png"]), picture);
        });
    }

    [Test]
    public async Task An_option_replaces_what_the_preset_says()
    {
        using TemporaryFolder data = IdxFiles.Folder(), folder = new();
        JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick", "--preset", "conv", "--data", data.Path, "--epochs", "1", "--decoder", "linear", "--channels", "4",
            "--hidden", "12,11,10", "--latent", "3", "--activation", "tanh", "--binarize", "none", "--objective", "iwae", "--particles", "3");
        (string Name, string Value)[] expected =
        [
            ("encoder", "conv"), ("decoder", "linear"), ("channels", "4"), ("hidden", "12,11,10"), ("latent", "3"), ("activation", "tanh"), ("binarize", "none"),
            ("likelihood", "continuous"), ("objective", "iwae"), ("particles", "3"),
        ];
        foreach ((string name, string value) in expected) Assert.That(metrics[name]!.ToString(), Is.EqualTo(value), name);
    }

    [Test, Category("Slow")]
    public async Task Ten_draws_together_learn_a_better_model_than_one()
    {
        async Task<double> LogLikelihood(string particles)
        {
            using TemporaryFolder folder = new();
            JsonObject metrics = await Shell.Metrics(folder, "vae", "--quick", "--preset", "iwae", "--epochs", "20", "--nll-samples", "100", "--particles", particles);
            return -metrics["test_nll"]!.GetValue<double>();
        }
        Assert.That(await LogLikelihood("10"), Is.GreaterThan(await LogLikelihood("1") + 0.8));
    }

    /// <summary>28 = 2 x 2 x 7.</summary>
    [Test]
    public async Task Convolutions_that_halve_an_odd_side_are_refused()
    {
        using TemporaryFolder folder = new();
        (await Shell.Run("vae", "--quick", "--preset", "conv", "--channels", "4,8,16", "--out", folder.Path)).AssertFailure(2, "PPL314", "28 pixels cannot be halved so often");
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("PPL302", "truncated", CifarFiles.Record * 3 - 1)]
    [TestCase("PPL301", "the file is empty", 0)]
    public async Task Broken_records_end_with_one_line_and_write_nothing(string code, string mistake, int length)
    {
        using TemporaryFolder data = CifarFiles.Folder(), folder = new();
        File.WriteAllBytes(data[CifarFiles.Training], CifarFiles.Records(3)[..length]);
        (await Shell.Run("vae", "--preset", "cifar10", "--data", data.Path, "--out", folder.Path)).AssertFailure(1, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }
}
