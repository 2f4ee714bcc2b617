using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Fits leave no tensor and no native memory behind, whichever way they go.</summary>
[NonParallelizable]
public sealed class FitLeakTests
{
    private readonly Rows rows = new();
    private readonly Svi<Tensor> svi = Rows.Engine(options: new SviOptions { MaxGradientNorm = 1 });
    private readonly Svi<Tensor> other = Rows.Engine();
    private readonly Svi<Tensor> saved = Rows.Engine();
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        other.Dispose();
        saved.Dispose();
        File.Delete(path);
        rows.Dispose();
    }

    [LeakTest]
    public void Epochs_leave_nothing_behind() =>
        svi.Fit(rows.Table, new FitOptions { Epochs = 2, BatchSize = 30, Schedules = [Schedules.Cosine()] }, rows.Table);

    /// <summary>A stage, and a part of the second.</summary>
    [LeakTest(Steps = 10, WarmUp = 2)]
    public void Stages_leave_nothing_behind() =>
        svi.Fit(rows.Table, new FitOptions { BatchSize = 30, Convergence = new Convergence { MaxSteps = 210 } });

    [LeakTest]
    public void A_cancelled_fit_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(step => { if (step.Step == 3) cancel.Cancel(); });
        Assert.That(() => other.Fit(rows.Table, new FitOptions { Epochs = 1, BatchSize = 16, Progress = told, Cancel = cancel.Token }),
            Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>The checkpoint lies inside an epoch and is written once: to flush a file to disk takes longer than all the rest.</summary>
    [LeakTest]
    public void A_resumed_fit_leaves_nothing_behind()
    {
        var options = new FitOptions { Epochs = 1, BatchSize = 16, Checkpoint = path, CheckpointSteps = 2, Resume = true };
        int killed = new FileInfo(path).Exists ? 3 : 2;
        var kill = new Told(step => { if (step.Step == killed) throw new TimeoutException("killed"); });
        Assert.That(() => saved.Fit(rows.Table, options with { Progress = kill }), Throws.TypeOf<TimeoutException>());
    }

    [LeakTest]
    public void A_saved_engine_leaves_nothing_behind()
    {
        var state = new SavedState();
        saved.Save(state);
        saved.Restore(state)();
    }
}
