using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class FitTests
{
    private readonly Rows rows = new();

    [OneTimeTearDown]
    public void Free() => rows.Dispose();

    /// <summary>
    /// The rate falls to 0 along a cosine, so that the noise of minibatches and draws is averaged out. Over seeds 1 to 20 the error has standard
    /// deviation 0.12 posterior scales in the mean and 0.04 in the log of the scale. Tolerance: five of these.
    /// </summary>
    [Test]
    public void Minibatches_recover_the_exact_posterior()
    {
        using Svi<Tensor> svi = Rows.Engine(new Adam(0.05), new TraceElbo(particles: 10, vectorize: true));
        FitResult result = svi.Fit(rows.Table, new FitOptions { Epochs = 200, BatchSize = 16, Schedules = [Schedules.Cosine()] });
        double mean = (double)svi.Parameters["m"].Constrained(), scale = (double)svi.Parameters["s"].Constrained();
        Assert.That((mean - rows.PosteriorMean) / rows.PosteriorScale, Is.EqualTo(0).Within(0.6));
        Assert.That(Math.Log(scale / rows.PosteriorScale), Is.EqualTo(0).Within(0.2));
        Assert.That((result.End, result.Steps, result.Skipped, result.History.Count), Is.EqualTo((FitEnd.Epochs, 800, 0, 200)));
    }

    [Test]
    public void A_fit_takes_the_steps_of_the_loop_that_one_would_write_by_hand()
    {
        using Svi<Tensor> fitted = Rows.Engine();
        FitResult result = fitted.Fit(rows.Table, new FitOptions { Epochs = 3, BatchSize = 16 });

        using Svi<Tensor> byHand = Rows.Engine();
        var losses = new List<double>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            using TensorScope scope = TensorScope.Begin();
            Tensor order = torch.randperm(Rows.Count, generator: byHand.Rng.Generator());
            double sum = 0;
            for (int start = 0; start < Rows.Count; start += 16)
            {
                Tensor batch = rows.Table.index_select(0, order.narrow(0, start, Math.Min(16, Rows.Count - start)));
                sum += batch.shape[0] * (byHand.Step(batch) / Rows.Count);
            }
            losses.Add(sum / Rows.Count);
        }
        Assert.That(Rows.Values(fitted), Is.EqualTo(Rows.Values(byHand)));
        Assert.That(result.History.Select(epoch => epoch.TrainingLoss), Is.EqualTo(losses));
    }

    [Test]
    public void Each_epoch_takes_every_row_once_in_an_order_of_its_own()
    {
        var data = new Batches<Tensor>(Datasets.Of(rows.Table));
        using Svi<Tensor> svi = Rows.Engine();
        svi.Fit(data, new FitOptions { Epochs = 2, BatchSize = 16 });
        Assert.That(data.Read.Select(batch => batch.Length), Is.EqualTo(new[] { 16, 16, 16, 2, 16, 16, 16, 2 }));
        long[] first = [.. data.Read.Take(4).SelectMany(batch => batch)], second = [.. data.Read.Skip(4).SelectMany(batch => batch)];
        Assert.That(first, Is.EquivalentTo(Enumerable.Range(0, Rows.Count)));
        Assert.That(second, Is.EquivalentTo(first));
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(first, Is.Not.Ordered);
    }

    [Test]
    public void Rows_may_stay_in_their_order()
    {
        var data = new Batches<Tensor>(Datasets.Of(rows.Table));
        using Svi<Tensor> svi = Rows.Engine();
        svi.Fit(data, new FitOptions { Epochs = 1, BatchSize = 20, Shuffle = false });
        Assert.That(data.Read.SelectMany(batch => batch), Is.EqualTo(Enumerable.Range(0, Rows.Count)));
    }

    [TestCase(null)]
    [TestCase(1000)]
    public void Without_a_smaller_batch_size_a_step_takes_all_rows(int? batchSize)
    {
        var data = new Batches<Tensor>(Datasets.Of(rows.Table));
        using Svi<Tensor> svi = Rows.Engine();
        FitResult result = svi.Fit(data, new FitOptions { Epochs = 2, BatchSize = batchSize });
        Assert.That(data.Read.Select(batch => batch.Length), Is.EqualTo(new[] { Rows.Count, Rows.Count }));
        Assert.That(result.Steps, Is.EqualTo(2));
    }

    /// <summary>y ~ Normal(0, 1), with nothing to learn: each loss is exact, whether the plate speaks of the minibatch or of all rows.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Losses_are_in_nats_a_row(bool scaled)
    {
        using Tensor table = torch.tensor([0.0, 1, 2, 3, 4]), heldOut = torch.tensor([1.0, 1, 2]);
        Program<Tensor> model = y =>
        {
            using Plate plate = Plate("rows", scaled ? 5 : y.shape[0], subsample: y.shape[0]);
            Sample("y", new Normal(0, 1), obs: y);
        };
        using var svi = new Svi<Tensor>(model, _ => { }, new Sgd(0.1), new TraceElbo(), new Rng(1));
        FitEpoch epoch = svi.Fit(table, new FitOptions { Epochs = 1, BatchSize = 2 }, heldOut).History.Single();
        double constant = Math.Log(2 * Math.PI) / 2;
        Assert.That(epoch.TrainingLoss, Is.EqualTo(constant + (30.0 / 5 / 2)).Within(1e-12));
        Assert.That(epoch.ValidationLoss, Is.EqualTo(constant + (6.0 / 3 / 2)).Within(1e-12));
        Assert.That(epoch.JudgedLoss, Is.EqualTo(epoch.ValidationLoss));
    }

    [Test]
    public void Validation_leaves_training_as_it_was()
    {
        using Svi<Tensor> with = Rows.Engine(), without = Rows.Engine();
        var options = new FitOptions { Epochs = 3, BatchSize = 16 };
        FitResult validated = with.Fit(rows.Table, options, rows.Table), trained = without.Fit(rows.Table, options);
        Assert.That(Rows.Values(with), Is.EqualTo(Rows.Values(without)));
        Assert.That(validated.History.Select(epoch => epoch.TrainingLoss), Is.EqualTo(trained.History.Select(epoch => epoch.TrainingLoss)));
        Assert.That(trained.History.Select(epoch => epoch.ValidationLoss), Has.All.Null);
    }

    [Test]
    public void Two_epochs_are_validated_with_the_same_draws()
    {
        using Svi<Tensor> svi = Rows.Engine(new Sgd(1e-300));
        FitResult result = svi.Fit(rows.Table, new FitOptions { Epochs = 3 }, rows.Table);
        Assert.That(result.History.Select(epoch => epoch.ValidationLoss).Distinct().Count(), Is.EqualTo(1));
        Assert.That(result.History.Select(epoch => epoch.TrainingLoss).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public void Schedules_multiply_the_learning_rate_of_each_step_and_then_leave_it()
    {
        var told = new Told();
        var positions = new List<FitPosition>();
        Schedule own = position =>
        {
            positions.Add(position);
            return 0.5;
        };
        using var svi = new Svi<Tensor>(
            y => Factor("f", -Param("m", 0.0) * y.shape[0]), _ => { }, new Sgd(1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        FitResult result = svi.Fit(rows.Table, new FitOptions { Epochs = 2, BatchSize = 25, Schedules = [Schedules.WarmUp(4), own], Progress = told });
        Assert.That(told.Steps.Select(step => step.LearningRateFactor), Is.EqualTo(new[] { 0.125, 0.25, 0.375, 0.5 }));
        Assert.That((double)svi.Parameters["m"].Constrained(), Is.EqualTo(-25 * 1.25));
        Assert.That(result.History.Select(epoch => epoch.LearningRateFactor), Is.EqualTo(new[] { 0.25, 0.5 }));
        Assert.That(positions.Select(position => (position.Step, position.StepsPerEpoch, position.Epochs, position.Epoch)),
            Is.EqualTo(new[] { (0L, 2L, 2, 0.0), (1, 2, 2, 0.5), (2, 2, 2, 1), (3, 2, 2, 1.5) }));
        Assert.That(svi.Optimizer.LearningRateFactor, Is.EqualTo(1));
    }

    [Test]
    public void A_loss_that_no_longer_falls_ends_the_fit()
    {
        using Svi<Tensor> svi = Rows.Engine(new Sgd(1e-300));
        var log = new Lines();
        FitResult result = svi.Fit(
            rows.Table, new FitOptions { Epochs = 100, EarlyStopping = new EarlyStopping { Window = 3 }, Logger = log }, rows.Table);
        Assert.That((result.End, result.History.Count), Is.EqualTo((FitEnd.EarlyStopping, 6)));
        Assert.That(log[^1], Is.EqualTo("Information: stopped early after epoch 6: the loss no longer falls"));
    }

    [Test]
    public void Pairs_of_rows_reach_the_program_together()
    {
        using Tensor inputs = torch.arange(20.0).reshape(10, 2), sums = inputs.sum(dim: 1);
        double worst = 0;
        Program<(Tensor X, Tensor Y)> model = data =>
        {
            worst = Math.Max(worst, (double)(data.X.sum(dim: 1) - data.Y).abs().max());
            Factor("f", Param("m", 1.0) * data.Y.sum());
        };
        using var svi = new Svi<(Tensor, Tensor)>(data => model(data), _ => { }, new Sgd(1e-3), new TraceElbo(), new Rng(1));
        svi.Fit(Datasets.Of(inputs, sums), new FitOptions { Epochs = 2, BatchSize = 3 });
        Assert.That(worst, Is.Zero);
    }

    [Test]
    public void Progress_is_told_of_every_step()
    {
        var told = new Told();
        using Svi<Tensor> svi = Rows.Engine();
        FitResult result = svi.Fit(rows.Table, new FitOptions { Epochs = 2, BatchSize = 20, Progress = told });
        Assert.That(told.Steps.Select(step => (step.Epoch, step.Epochs, step.Step, step.RowsSeen, step.Rows)), Is.EqualTo(new[]
        {
            (1, 2, 1L, 20L, 50L), (1, 2, 2, 40, 50), (1, 2, 3, 50, 50), (2, 2, 4, 20, 50), (2, 2, 5, 40, 50), (2, 2, 6, 50, 50),
        }));
        Assert.That(told.Steps[2].Loss, Is.EqualTo(result.History[0].TrainingLoss));
        Assert.That(told.Steps[5].Loss, Is.EqualTo(result.History[1].TrainingLoss));
    }

    [Test]
    public void The_logger_is_told_of_every_epoch()
    {
        var log = new Lines();
        using Svi<Tensor> svi = Rows.Engine();
        svi.Fit(rows.Table, new FitOptions { Epochs = 2, Logger = log }, rows.Table);
        Assert.That(log, Has.Count.EqualTo(2));
        Assert.That(log[1], Does.Match(@"^Information: epoch 2 of 2: training loss [\d.]+, validation loss [\d.]+ nats a row; [\d.]+ s$"));
    }

    [Test]
    public void A_cancelled_fit_stops_between_two_steps()
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(step => { if (step.Step == 5) cancel.Cancel(); });
        using Svi<Tensor> svi = Rows.Engine();
        Assert.That(
            () => svi.Fit(rows.Table, new FitOptions { Epochs = 3, BatchSize = 16, Progress = told, Cancel = cancel.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told.Steps, Has.Count.EqualTo(5));
        Assert.That(() => svi.Step(rows.Table), Throws.Nothing);
    }

    [Test]
    public void Settings_out_of_range_are_refused()
    {
        Assert.That(() => new FitOptions { Epochs = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FitOptions { Epochs = 1, BatchSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FitOptions { Epochs = 1, MaxSkippedInARow = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        using Svi<Tensor> svi = Rows.Engine();
        using Tensor empty = torch.zeros([0]);
        Assert.That(() => svi.Fit(empty, new FitOptions { Epochs = 1 }), Throws.ArgumentException.With.Message.Contains("no rows"));
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Epochs = 1 }, empty), Throws.ArgumentException.With.Message.Contains("no rows"));
        Assert.That(() => svi.Fit(rows.Table, null!), Throws.ArgumentNullException);
        Assert.That(() => svi.Fit((IDataset<Tensor>)null!, new FitOptions { Epochs = 1 }), Throws.ArgumentNullException);
    }
}
