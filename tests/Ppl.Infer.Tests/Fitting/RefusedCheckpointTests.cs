using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A checkpoint that does not fit is refused, and nothing has changed.</summary>
public sealed class RefusedCheckpointTests
{
    private readonly Rows rows = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ppl-refused").FullName;
    private string path = "";

    [OneTimeSetUp]
    public void A_checkpoint_of_two_epochs()
    {
        path = Path.Combine(folder, "fit.safetensors");
        using Svi<Tensor> svi = Rows.Engine();
        svi.Fit(rows.Table, Options with { Resume = false });
    }

    [OneTimeTearDown]
    public void Free()
    {
        rows.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private FitOptions Options => new()
    {
        Epochs = 2,
        BatchSize = 16,
        Checkpoint = path,
        Resume = true,
        Facts = new Dictionary<string, string> { ["data"] = "first" },
    };

    private static IEnumerable<TestCaseData> Settings()
    {
        TestCaseData Row(string row, Func<FitOptions, FitOptions> change) => new TestCaseData(change, row).SetArgDisplayNames(row);
        yield return Row("batch size 20 16", options => options with { BatchSize = 20 });
        yield return Row("batch size 50 16", options => options with { BatchSize = null });
        yield return Row("shuffle no yes", options => options with { Shuffle = false });
        yield return Row("data second first", options => options with { Facts = new Dictionary<string, string> { ["data"] = "second" } });
        yield return Row("data none first", options => options with { Facts = new Dictionary<string, string>() });
    }

    [TestCaseSource(nameof(Settings))]
    public void Another_setting_is_PPL309(Func<FitOptions, FitOptions> change, string row)
    {
        using Svi<Tensor> svi = Rows.Engine();
        RequireRefused(svi, () => svi.Fit(rows.Table, change(Options)), "PPL309", row);
    }

    [Test]
    public void Another_number_of_rows_is_PPL309()
    {
        using Svi<Tensor> svi = Rows.Engine();
        using Tensor fewer = rows.Table[..^1].clone();
        RequireRefused(svi, () => svi.Fit(fewer, Options), "PPL309", "rows 49 50");
        RequireRefused(svi, () => svi.Fit(rows.Table, Options, fewer), "PPL309", "validation rows 49 0");
    }

    [Test]
    public void Another_optimizer_is_PPL309()
    {
        using Svi<Tensor> svi = Rows.Engine(new Sgd(0.1));
        RequireRefused(svi, () => svi.Fit(rows.Table, Options), "PPL309", "Adam");
    }

    [Test]
    public void Another_model_is_PPL309()
    {
        using var svi = new Svi<Tensor>(
            y => { using Plate plate = Plate("rows", Rows.Count, y.shape[0]); Sample("y", new Normal(Param("other", 0.0), 1), obs: y); }, _ => { },
            new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        RequireRefused(svi, () => svi.Fit(rows.Table, Options), "PPL309", "other");
    }

    [Test]
    public void An_engines_file_is_no_fits()
    {
        string engine = Path.Combine(folder, "engine.safetensors");
        using Svi<Tensor> svi = Rows.Engine();
        svi.Save(engine);
        RequireRefused(svi, () => svi.Fit(rows.Table, Options with { Checkpoint = engine }), "PPL309", "");
    }

    [Test]
    public void A_broken_file_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(path);
        string broken = Path.Combine(folder, "broken.safetensors");
        using Svi<Tensor> svi = Rows.Engine();
        File.WriteAllBytes(broken, bytes[..^1]);
        RequireRefused(svi, () => svi.Fit(rows.Table, Options with { Checkpoint = broken }), "PPL302", "");
        bytes[^1] ^= 1;
        File.WriteAllBytes(broken, bytes);
        RequireRefused(svi, () => svi.Fit(rows.Table, Options with { Checkpoint = broken }), "PPL313", "");
    }

    [Test]
    public void Options_about_a_checkpoint_that_is_not_there_are_PPL314()
    {
        using Svi<Tensor> svi = Rows.Engine();
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Epochs = 1, Resume = true }), Raises.Code("PPL314").With.Message.Contains("Resume"));
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Epochs = 1, CheckpointSteps = 5 }), Raises.Code("PPL314").With.Message.Contains("CheckpointSteps"));
        Assert.That(() => new FitOptions { Epochs = 1, CheckpointSteps = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_checkpoint_that_cannot_be_written_is_PPL311()
    {
        using Svi<Tensor> svi = Rows.Engine();
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Epochs = 1, Checkpoint = Path.Combine(path, "below-a-file") }), Raises.Code("PPL311"));
    }

    /// <summary>The engine has taken a step already: its parameters, its optimiser and its generator must stand as they did.</summary>
    private void RequireRefused(Svi<Tensor> svi, Action fit, string code, string row)
    {
        svi.Step(rows.Table);
        var before = new SavedState();
        svi.Save(before);
        var error = Assert.Throws<PplException>(fit)!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(string.Join(' ', error.Message.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), Does.Contain(row));
        var after = new SavedState();
        svi.Save(after);
        Assert.That(after.Texts.Select(after.Text), Is.EqualTo(before.Texts.Select(before.Text)));
        Assert.That(after.Arrays.SelectMany(name => after.Array(name).Bytes), Is.EqualTo(before.Arrays.SelectMany(name => before.Array(name).Bytes)));
    }
}
