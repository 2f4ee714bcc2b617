using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>A fit that ends by itself, interrupted, ends with the numbers of one that never was, to the last bit.</summary>
public sealed class StagesResumeTests
{
    private const int MaxSteps = 700;

    private readonly Rows rows = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ppl-stages").FullName;
    private string path = "";

    private static Dictionary<string, Func<Optimizer>> Makers { get; } = new()
    {
        ["Adam"] = () => new Adam(0.01),
        ["RmsProp"] = () => new RmsProp(0.01),
        ["Sgd"] = () => new Sgd(1e-3),
        ["by pattern"] = () => new ByPattern(new Adam(0.01), ("s", new Sgd(1e-3))),
    };

    /// <summary>Stages end at 200 and 600, inside epochs of three steps; 201 is the first step of a stage, 699 the last but one of all.</summary>
    private static IEnumerable<TestCaseData> Cancelled =>
        [.. new[] { 1, 200, 201, 600, 699 }.Select(step => new TestCaseData(step, "Adam")), .. Makers.Keys.Select(optimizer => new TestCaseData(350, optimizer))];

    [SetUp]
    public void Start_anew() => path = Path.Combine(folder, $"{Guid.NewGuid():N}.safetensors");

    [OneTimeTearDown]
    public void Free()
    {
        rows.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [TestCaseSource(nameof(Cancelled))]
    public void It_goes_on_where_it_was_cancelled(int step, string optimizer)
    {
        string whole = Run(optimizer, Options());
        File.Delete(path);
        Cancel(optimizer, step);
        Assert.That(Run(optimizer, Options() with { Resume = true }, seed: 99), Is.EqualTo(whole));
    }

    /// <summary>A stage's judgement reads 2 · 80 minibatches after its 400 steps.</summary>
    [Test]
    public void It_judges_a_stage_again_where_it_was_cancelled_meanwhile()
    {
        string whole = Run("Adam", Options());
        File.Delete(path);
        using var cancel = new CancellationTokenSource();
        int reads = 0;
        var training = new Told<Tensor>(Datasets.Of(rows.Table), () => { if (++reads == 200 + 80 + 400 + 30) cancel.Cancel(); });
        Assert.That(() => Run("Adam", Options() with { Cancel = cancel.Token }, data: training), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Run("Adam", Options() with { Resume = true }), Is.EqualTo(whole));
    }

    [Test]
    public void One_that_had_ended_is_not_run_again()
    {
        string whole = Run("Adam", Options());
        var told = new Told();
        Assert.That(Run("Adam", Options() with { Resume = true, Progress = told }), Is.EqualTo(whole));
        Assert.That(told.Steps, Is.Empty);
    }

    [Test]
    public void A_file_is_written_when_a_stage_has_ended()
    {
        var log = new Lines();
        Run("Adam", Options() with { Logger = log });
        Assert.That(log.Where(line => line.StartsWith("Debug", StringComparison.Ordinal)),
            Is.EqualTo(new[] { 201, 600, 700 }.Select(step => $"Debug: wrote {path} after step {step}")));
    }

    [Test]
    public void One_by_epochs_is_another_fit()
    {
        Run("Adam", Options());
        Assert.That(() => Run("Adam", Options() with { Convergence = null, Epochs = 500, Resume = true }), Raises.Code("PPL309"));
    }

    private FitOptions Options() => new() { BatchSize = 20, Convergence = new Convergence { MaxSteps = MaxSteps }, Checkpoint = path };

    private void Cancel(string optimizer, int step)
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(at => { if (at.Step == step) cancel.Cancel(); });
        Assert.That(() => Run(optimizer, Options() with { Progress = told, Cancel = cancel.Token }), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>All numbers of a run but its times, and of the step after it.</summary>
    private string Run(string optimizer, FitOptions options, ulong seed = 1, IDataset<Tensor>? data = null)
    {
        using Svi<Tensor> svi = Rows.Engine(Makers[optimizer](), seed: seed);
        FitResult result = svi.Fit(data ?? Datasets.Of(rows.Table), options);
        double next = svi.Step(rows.Table);
        return string.Join("\n", [
            $"{result.End} {result.Steps} {result.Skipped}",
            .. result.History.Select(epoch => FormattableString.Invariant($"{epoch.TrainingLoss:R} {epoch.LearningRateFactor:R}")),
            FormattableString.Invariant($"{next:R}"),
            .. Rows.Values(svi).Select(value => FormattableString.Invariant($"{value:R}"))]);
    }

    private sealed class Told<TData>(IDataset<TData> data, Action then) : IDataset<TData>
    {
        public long Count => data.Count;

        public TData Read(Tensor rows, Rng rng)
        {
            then();
            return data.Read(rows, rng);
        }
    }
}
