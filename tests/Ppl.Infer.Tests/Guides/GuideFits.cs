namespace Ppl.Infer.Tests;

/// <summary>Fits of automatic guides whose family holds the posterior.</summary>
internal static class GuideFits
{
    /// <summary>
    /// Follows the bound of 1,000 particles, the learning rate falling from 0.05 to 5e-5. Near the optimum a number of posterior standard deviation s
    /// wanders with variance α s / (2 √K) at most (Adam): with the last hundred steps' α of 1e-4 and s = 0.4 that is 0.0008, 0.2 % of s.
    /// </summary>
    public static Svi<int> Fit(Program<int> model, Program<int> guide, int steps = 700, int particles = 1000, double rate = 0.05)
    {
        var svi = new Svi<int>(model, guide, new ClippedAdam(rate, decay: Math.Pow(1e-3, 1.0 / steps)), new TraceElbo(particles, vectorize: true), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < steps; step++) svi.Step(0);
        return svi;
    }

    /// <summary>Asserts means within 1 % of the posterior's standard deviations, and log p(y) within 1e-3 nat by the bound.</summary>
    public static void AssertExact(Svi<int> svi, double[] mean, double[] sd, double[] actualMean, double[] actualSd, double logEvidence)
    {
        Assert.Multiple(() =>
        {
            for (int i = 0; i < mean.Length; i++)
            {
                Assert.That(actualMean[i], Is.EqualTo(mean[i]).Within(0.01 * sd[i]), $"mean {i}");
                Assert.That(actualSd[i], Is.EqualTo(sd[i]).Within(0.01 * sd[i]), $"standard deviation {i}");
            }
            Assert.That(-svi.EvaluateLoss(0), Is.EqualTo(logEvidence).Within(1e-3), "log evidence");
        });
    }
}
