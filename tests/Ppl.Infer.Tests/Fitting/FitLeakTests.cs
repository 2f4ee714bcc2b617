using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Fits leave no tensor and no native memory behind, whichever way they go.</summary>
[NonParallelizable]
public sealed class FitLeakTests
{
    private readonly Rows rows = new();
    private readonly Svi<Tensor> svi = Rows.Engine(options: new SviOptions { MaxGradientNorm = 1 });
    private readonly Svi<Tensor> other = Rows.Engine();

    [OneTimeTearDown]
    public void Free()
    {
        svi.Dispose();
        other.Dispose();
        rows.Dispose();
    }

    /// <summary>Each step of the check is two epochs of four steps.</summary>
    [LeakTest(Steps = 125)]
    public void Epochs_leave_nothing_behind() =>
        svi.Fit(rows.Table, new FitOptions { Epochs = 2, BatchSize = 16, Schedules = [Schedules.Cosine()] }, rows.Table);

    [LeakTest]
    public void A_cancelled_fit_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(step => { if (step.Step == 3) cancel.Cancel(); });
        Assert.That(() => other.Fit(rows.Table, new FitOptions { Epochs = 1, BatchSize = 16, Progress = told, Cancel = cancel.Token }),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
