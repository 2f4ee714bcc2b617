namespace Ppl.Infer.Tests;

/// <summary>Guides made from a model and fitted go on to weights, side by side or one after another, and to predictions.</summary>
[TestFixture(1000)]
[TestFixture(1)]
public sealed class FittedGuideTests(int atOnce)
{
    private static IEnumerable<TestCaseData> Guides()
    {
        yield return new TestCaseData(new AutoNormal<(Tensor X, Tensor? Y)>(LinearRegression.Model)).SetArgDisplayNames("AutoNormal");
        yield return new TestCaseData(new AutoMultivariateNormal<(Tensor X, Tensor? Y)>(LinearRegression.Model)).SetArgDisplayNames("AutoMultivariateNormal");
    }

    [TestCaseSource(nameof(Guides))]
    public void The_evidence_is_found_and_predictions_are_made(AutoGuide<(Tensor X, Tensor? Y)> guide)
    {
        using TorchSharp.DisposeScope scope = torch.NewDisposeScope();
        (Tensor X, Tensor? Y) data = LinearRegression.Training;
        using var svi = new Svi<(Tensor X, Tensor? Y)>(
            LinearRegression.Model, guide, new Adam(learningRate: 0.05), new TraceElbo(particles: 8, vectorize: true), new Rng(1, torch.float64));
        for (int step = 0; step < 200; step++) svi.Step(data);
        using var rng = new Rng(2, torch.float64);
        var options = new DrawOptions { AtOnce = atOnce };
        ImportanceSample sample = Importance.Draw(LinearRegression.Model, guide, svi.Parameters, data, 400, rng, options);
        Assert.That(sample.KHat, Is.LessThan(0.7));
        Assert.That(sample.LogEvidence, Is.EqualTo(LinearRegression.LogEvidence).Within(5 * sample.LogEvidenceError));
        Samples predictions = Predictive.Posterior(LinearRegression.Model, guide, svi.Parameters, LinearRegression.At(0), 400, rng, options);
        Assert.That(predictions["y"].Element().Average(), Is.EqualTo(LinearRegression.MeanA).Within(0.5));
        Assert.That(LogLikelihood.Of(LinearRegression.Model, sample.Samples, data, svi.Parameters)["y"].Count, Is.EqualTo(400));
    }
}
