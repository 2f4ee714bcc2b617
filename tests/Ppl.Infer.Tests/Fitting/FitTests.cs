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
}
