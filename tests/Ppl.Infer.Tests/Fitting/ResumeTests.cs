namespace Ppl.Infer.Tests;

/// <summary>A run that was interrupted ends with the numbers of one that never was, to the last bit.</summary>
public sealed class ResumeTests
{
    private const int Epochs = 4, Steps = 16;

    private readonly Rows rows = new();
    private readonly NoisyRows training;
    private readonly NoisyRows validation;
    private readonly string folder = Directory.CreateTempSubdirectory("ppl-resume").FullName;
    private string path = "";

    public ResumeTests() => (training, validation) = (new NoisyRows(rows.Table), new NoisyRows(rows.Table));

    private static IEnumerable<string> Optimizers => Makers.Keys;

    private static Dictionary<string, Func<Optimizer>> Makers { get; } = new()
    {
        ["Adam"] = () => new Adam(0.05),
        ["ClippedAdam"] = () => new ClippedAdam(0.05, decay: 0.99),
        ["Sgd"] = () => new Sgd(1e-3),
        ["Sgd with momentum"] = () => new Sgd(1e-3, momentum: 0.9),
        ["AdamW"] = () => new AdamW(0.05),
        ["RmsProp"] = () => new RmsProp(0.05, momentum: 0.5, centered: true),
        ["Adagrad"] = () => new Adagrad(0.05),
        ["by pattern"] = () => new ByPattern(new Adam(0.05), ("s", new RmsProp(0.02))),
    };

    private static IEnumerable<Elbo> Objectives => [new TraceElbo(), new TraceElbo(particles: 3), new TraceElbo(particles: 4, vectorize: true)];

    [SetUp]
    public void Start_anew()
    {
        path = Path.Combine(folder, $"{Guid.NewGuid():N}.safetensors");
        (training.Bad, validation.Before) = (null, null);
    }

    [OneTimeTearDown]
    public void Free()
    {
        rows.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Steps 4 and 8 end an epoch, step 1 is the first, step 15 the last but one; 7 lies inside an epoch.</summary>
    [Test]
    public void A_cancelled_fit_goes_on_where_it_stopped([Values(1, 4, 7, 8, 15)] int step, [ValueSource(nameof(Optimizers))] string optimizer)
    {
        Outcome whole = Run(optimizer, Options());
        Cancel(optimizer, step);
        Assert.That(Run(optimizer, Options() with { Resume = true }, seed: 99), Is.EqualTo(whole));
        Assert.That(whole.Steps, Is.EqualTo(Steps));
    }

    [TestCaseSource(nameof(Objectives))]
    public void It_does_so_with_one_particle_and_with_many(Elbo objective)
    {
        Outcome whole = Run("Adam", Options(), objective: objective);
        Cancel("Adam", 6, objective: objective);
        Assert.That(Run("Adam", Options() with { Resume = true }, objective: objective), Is.EqualTo(whole));
    }

    /// <summary>Nothing is written when a process is killed: the run goes back to the last checkpoint, of every third step, or to its start.</summary>
    [Test]
    public void A_killed_fit_goes_back_to_its_checkpoint([Values(1, 3, 5, 8, 11, 16)] int step)
    {
        FitOptions options = Options() with { CheckpointSteps = 3 };
        Outcome whole = Run("Adam", options);
        File.Delete(path);
        var kill = new Told(at => { if (at.Step == step) throw new TimeoutException("killed"); });
        Assert.That(() => Run("Adam", options with { Progress = kill }), Throws.TypeOf<TimeoutException>());
        Assert.That(File.Exists(path), Is.EqualTo(step >= 3));
        Assert.That(Run("Adam", options with { Resume = true }), Is.EqualTo(whole));
    }

    [Test]
    public void A_fit_may_be_interrupted_again_and_again()
    {
        Outcome whole = Run("Adam", Options());
        File.Delete(path);
        for (int step = 1; step < Steps; step++) Cancel("Adam", step, Options() with { Resume = true });
        Assert.That(Run("Adam", Options() with { Resume = true }), Is.EqualTo(whole));
    }

    [Test]
    public void A_fit_that_is_cancelled_while_it_validates_validates_again()
    {
        Outcome whole = Run("Adam", Options());
        using var cancel = new CancellationTokenSource();
        validation.Before = () => { if (validation.Reads == 6) cancel.Cancel(); };
        validation.Reads = 0;
        Assert.That(() => Run("Adam", Options() with { Cancel = cancel.Token }), Throws.InstanceOf<OperationCanceledException>());
        validation.Before = null;
        Assert.That(Run("Adam", Options() with { Resume = true }), Is.EqualTo(whole));
    }

    [Test]
    public void Steps_that_were_skipped_stay_counted()
    {
        FitOptions options = Options() with { MaxSkippedInARow = 2 };
        training.Bad = row => row is 7 or 21;
        Outcome whole = Run("Adam", options);
        var told = new Told();
        Cancel("Adam", 6, options);
        Outcome resumed = Run("Adam", options with { Resume = true, Progress = told });
        Assert.That(resumed, Is.EqualTo(whole));
        Assert.That(whole.Skipped, Is.GreaterThan(3));
        Assert.That(told.Steps[0].Skipped, Is.GreaterThan(0));
    }

    [Test]
    public void More_epochs_may_be_asked_for()
    {
        FitOptions longer = new() { Epochs = 4, BatchSize = 16, Checkpoint = path };
        Outcome whole = Run("Adam", longer);
        Run("Adam", longer with { Epochs = 2 });
        Assert.That(Run("Adam", longer with { Resume = true }), Is.EqualTo(whole));
    }

    [Test]
    public void A_fit_that_had_ended_is_not_run_again()
    {
        Outcome whole = Run("Adam", Options());
        var told = new Told();
        Assert.That(Run("Adam", Options() with { Resume = true, Progress = told }), Is.EqualTo(whole));
        Assert.That(told.Steps, Is.Empty);
    }

    [Test]
    public void Other_programs_may_read_a_fits_file()
    {
        using Svi<Tensor> svi = Rows.Engine(), restored = Rows.Engine(seed: 2);
        svi.Fit(training, Options(), validation);
        restored.Restore(path);
        using ParamStore loaded = ParamStore.Load(path);
        Assert.That(restored.Step(rows.Table), Is.EqualTo(svi.Step(rows.Table)));
        using Svi<Tensor> once = Rows.Engine(parameters: loaded);
        once.EvaluateLoss(rows.Table);
        Assert.That(Rows.Values(once), Is.Not.EqualTo(Rows.Values(svi)), "a step later");
        restored.Restore(path);
        Assert.That(Rows.Values(once), Is.EqualTo(Rows.Values(restored)));
    }

    [Test]
    public void The_logger_is_told_of_checkpoints()
    {
        var log = new Lines();
        Cancel("Adam", 6, Options() with { Logger = log });
        Run("Adam", Options() with { Resume = true, Logger = log });
        Assert.That(log, Has.Member($"Debug: wrote {path} after step 4").And.Member($"Debug: wrote {path} after step 6"));
        Assert.That(log, Has.Member($"Information: resumed from {path}: 6 steps were taken, this is epoch 2"));
    }

    private FitOptions Options() => new()
    {
        Epochs = Epochs,
        BatchSize = 16,
        Schedules = [Schedules.WarmUp(3).Then(5, Schedules.CosineWithRestarts(1, 2, 0.1)), Schedules.Plateau(0.5, patience: 1)],
        Checkpoint = path,
    };

    /// <summary>Runs until a step has been taken.</summary>
    private void Cancel(string optimizer, int step, FitOptions? options = null, Elbo? objective = null)
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(at => { if (at.Step == step) cancel.Cancel(); });
        FitOptions cancelled = (options ?? Options()) with { Progress = told, Cancel = cancel.Token };
        Assert.That(() => Run(optimizer, cancelled, objective: objective), Throws.InstanceOf<OperationCanceledException>());
    }

    private Outcome Run(string optimizer, FitOptions options, ulong seed = 1, Elbo? objective = null)
    {
        using Svi<Tensor> svi = Rows.Engine(Makers[optimizer](), objective, new SviOptions { CheckedSteps = 5 }, seed);
        FitResult result = svi.Fit(training, options, validation);
        double next = svi.Step(rows.Table);
        return new Outcome(result, [next, .. Rows.Values(svi)]);
    }

    /// <summary>All numbers of a run but its times, and of the step after it.</summary>
    private sealed record Outcome(long Steps, long Skipped, string Numbers)
    {
        public Outcome(FitResult result, double[] values)
            : this(result.Steps, result.Skipped, string.Join("\n", [
                $"{result.End} {result.FirstSkipped}",
                .. result.History.Select(epoch => FormattableString.Invariant($"{epoch.TrainingLoss:R} {epoch.ValidationLoss:R} {epoch.LearningRateFactor:R}")),
                .. values.Select(value => FormattableString.Invariant($"{value:R}"))]))
        {
        }
    }

    /// <summary>Rows that are read with fresh noise, so much of it in bad ones that their density overflows.</summary>
    private sealed class NoisyRows(Tensor table) : IDataset<Tensor>
    {
        public int Reads { get; set; }

        public Action? Before { get; set; }

        public Func<long, bool>? Bad { get; set; }

        public long Count => table.shape[0];

        public Tensor Read(Tensor rows, Rng rng)
        {
            Reads++;
            Before?.Invoke();
            Tensor read = table.index_select(0, rows);
            bool isBad = Bad is { } bad && rows.data<long>().ToArray().Any(bad);
            return read + ((isBad ? 1e200 : 0.1) * rng.Randn(Shape.Of(read), read));
        }
    }
}
