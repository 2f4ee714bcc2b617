using System.Text.Json.Nodes;
using Ppl.Distributions;
using Ppl.Infer;
using Spectre.Console;
using static Ppl.Primitives;

namespace Ppl.Examples.Tests;

/// <summary>Chains judged by data from their program's prior.</summary>
public sealed class NutsCalibrationTests
{
    /// <summary>mu ~ Normal(0, 1), three numbers y ~ Normal(mu, 1).</summary>
    private static readonly Program<Tensor> Model = y =>
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        using Plate rows = Plate("rows", y.shape[0]);
        Sample("y", new Normal(mu, 1), obs: y);
    };

    [Test]
    public void Chains_that_are_right_rank_true_numbers_evenly()
    {
        NutsCalibration calibration = Calibrate(moved: 0);
        var metrics = new JsonObject();
        calibration.Describe(metrics);
        Assert.Multiple(() =>
        {
            Assert.That(calibration.Words, Is.EqualTo("True numbers of 50 data sets drawn from the prior rank evenly among the draws of NUTS."));
            Assert.That(metrics.ToJsonString(), Is.EqualTo("""{"nuts_data_sets":50,"nuts_uneven":[]}"""));
            Assert.That(((Plot)calibration.Figure("mu").Picture).Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "expected: 95 % of curves stay within", "mu" }));
        });
    }

    [Test]
    public void Data_that_are_not_the_programs_show() =>
        Assert.That(Calibrate(moved: 2).Words, Is.EqualTo("True numbers of 50 data sets drawn from the prior do not rank evenly among the draws of NUTS: mu."));

    [Test]
    public async Task Data_sets_too_few_to_judge_by_are_refused()
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run("eight-schools", "--calibrate", "49", "--out", folder["out"])).AssertFailure(2, "PPL314", "--calibrate 49");
    }

    /// <summary>The funnel: centred, chains do not reach small spreads, and the true ones rank too low; non-centred they do.</summary>
    [Test]
    public async Task Centred_schools_rank_their_spread_unevenly()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "eight-schools", "--quick", "--steps", "10", "--calibrate", "100");
        string[] Uneven(string key) => [.. metrics[$"{key}_uneven"]!.AsArray().Select(name => name!.GetValue<string>())];
        Assert.That(folder.Contents().Keys, Is.SupersetOf(new[] { "nuts_calibration.png", "nuts_centred_calibration.png" }));
        Assert.That(Uneven("nuts_centred"), Does.Contain("tau"));
        Assert.That(Uneven("nuts"), Is.Empty);
    }

    private static NutsCalibration Calibrate(double moved)
    {
        using var folder = new TemporaryFolder();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Interactive = InteractionSupport.No });
        using Tensor inputs = torch.zeros([3], torch.float64);
        var run = new ExampleRun(1, Quick: true, "cpu", OutputFolder.Prepare(folder.Path), console, CancellationToken.None);
        return NutsCalibration.Of("nuts", "NUTS", Model, inputs, prior => torch.tensor(prior["y"].Values.ToArray()) + moved, samples => Quantity.Of(samples, "mu"), NutsCalibration.Fewest, run, Engine.Automatic);
    }
}
