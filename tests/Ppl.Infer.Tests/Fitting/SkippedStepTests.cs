using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Minibatches of one row: what the row is decides what becomes of its step.</summary>
public sealed class SkippedStepTests
{
    private const double Fine = 1, BadLoss = double.NaN, BadGradient = 0;

    /// <summary>√(y²) m has the derivative 0 · ∞ in the parameter at y = 0.</summary>
    private static void Model(Tensor y) => Factor("f", -((Param("m", 3.0) * y).square().sqrt() + y).sum());

    private static Svi<Tensor> Engine() => new(Model, _ => { }, new Sgd(0.125), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));

    private static FitResult Fit(Svi<Tensor> svi, double[] table, FitOptions options)
    {
        using Tensor data = torch.tensor(table);
        return svi.Fit(data, options with { BatchSize = 1, Shuffle = false });
    }

    [TestCase(BadLoss, "PPL201")]
    [TestCase(BadGradient, "PPL202")]
    public void A_step_that_is_not_finite_changes_nothing_and_is_counted(double bad, string code)
    {
        using Svi<Tensor> svi = Engine();
        var values = new List<double>();
        var log = new Lines();
        var told = new Told(_ => values.Add((double)svi.Parameters["m"].Constrained()));
        FitResult result = Fit(svi, [Fine, bad, Fine, bad, bad, Fine], new FitOptions { Epochs = 1, Progress = told, Logger = log });
        Assert.That(values, Is.EqualTo(new[] { 2.875, 2.875, 2.75, 2.75, 2.75, 2.625 }));
        Assert.That((result.Steps, result.Skipped), Is.EqualTo((6, 3)));
        Assert.That(result.FirstSkipped, Does.StartWith(code));
        Assert.That(told.Steps.Select(step => step.Skipped), Is.EqualTo(new[] { 0, 1, 1, 2, 3, 3 }));
        Assert.That(result.History[0].TrainingLoss, Is.EqualTo((4 + 3.875 + 3.75) / 3), "the mean of the others");
        Assert.That(log.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)),
            Is.EqualTo(new[] { (2, 1), (4, 1), (5, 2) }.Select(at => $"Warning: step {at.Item1} skipped, {at.Item2} in a row: {result.FirstSkipped}")));
    }

    [TestCase(0, 1)]
    [TestCase(2, 3)]
    public void Too_many_in_a_row_throw_their_error(int most, int thrownAt)
    {
        using Svi<Tensor> svi = Engine();
        var told = new Told();
        Assert.That(
            () => Fit(svi, [Fine, BadLoss, BadLoss, BadLoss, Fine], new FitOptions { Epochs = 1, MaxSkippedInARow = most, Progress = told }),
            Raises.Code("PPL201"));
        Assert.That(told.Steps, Has.Count.EqualTo(thrownAt), "one fine step, and those skipped");
        Assert.That((double)svi.Parameters["m"].Constrained(), Is.EqualTo(2.875));
    }

    [Test]
    public void As_many_as_are_allowed_are_skipped()
    {
        using Svi<Tensor> svi = Engine();
        FitResult result = Fit(svi, [BadLoss, BadLoss, Fine, BadLoss, BadLoss], new FitOptions { Epochs = 1, MaxSkippedInARow = 2 });
        Assert.That(result.Skipped, Is.EqualTo(4));
    }

    [Test]
    public void An_epoch_of_skipped_steps_has_no_loss()
    {
        using Svi<Tensor> svi = Engine();
        FitResult result = Fit(svi, [BadLoss, BadLoss], new FitOptions { Epochs = 2 });
        Assert.That(result.History.Select(epoch => epoch.TrainingLoss), Has.All.NaN);
    }

    [Test]
    public void Other_mistakes_are_thrown_at_once()
    {
        using var svi = new Svi<Tensor>(
            y => Sample("y", new Normal(Param("m", 0.0), 1), obs: y.squeeze()), _ => { }, new Sgd(0.1), new TraceElbo(), new Rng(1));
        Assert.That(() => Fit(svi, [BadLoss], new FitOptions { Epochs = 1 }), Raises.Code("PPL203"));
    }

    [Test]
    public void A_validation_loss_that_is_not_finite_is_told_and_training_goes_on()
    {
        using Svi<Tensor> svi = Engine();
        using Tensor training = torch.tensor([Fine, Fine]), validation = torch.tensor([Fine, BadLoss]);
        var log = new Lines();
        FitResult result = svi.Fit(training, new FitOptions { Epochs = 2, Logger = log }, validation);
        Assert.That(result.History.Select(epoch => epoch.ValidationLoss), Has.All.NaN);
        Assert.That(result.Skipped, Is.Zero);
        Assert.That(log[0], Does.StartWith("Warning: epoch 1: no validation loss: PPL201"));
    }
}
