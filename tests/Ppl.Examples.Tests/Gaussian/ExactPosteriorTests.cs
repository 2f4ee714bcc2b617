using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ppl.Examples.Tests;

public sealed class ExactPosteriorTests
{
    private static IEnumerable<TestCaseData> Cases => GaussianCases.All;

    /// <summary>Over mu and log variance, by another rule and the densities of MathNet: the same evidence, the same moments.</summary>
    [TestCase(40, 1.5, 0.7, 0.0, 10.0, 2.0, 3.0)]
    [TestCase(4, 1.5, 0.7, 3.0, 0.5, 0.6, 5.0)]
    [TestCase(200, 1e4, 0.1, 1e4, 1.0, 2.0, 0.01)]
    public void It_agrees_with_a_rule_over_both(int count, double mean, double deviation, double priorMean, double priorDeviation, double shape, double scale)
    {
        (Numbers x, GaussianPrior prior) = (GaussianCases.Drawn(count, mean, deviation), new(priorMean, priorDeviation, shape, scale));
        ExactPosterior exact = ExactPosterior.Of(x, prior);
        (Marginals marginals, double spread) = (exact.Marginals, Math.Sqrt(x.Variance));
        double Density(double mu, double log) => Math.Exp(log - exact.LogEvidence
            + Normal.PDFLn(prior.Mean, prior.Deviation, mu) + Gamma.PDFLn(prior.Shape, 1 / prior.Scale, Math.Exp(log))
            - 0.5 * count * (Math.Log(2 * Math.PI) + log) - 0.5 * (x.Squares + count * (x.Mean - mu) * (x.Mean - mu)) / Math.Exp(log));
        (double low, double high) = (Math.Log(x.Variance) - 20 / Math.Sqrt(count), Math.Log(x.Variance) + Math.Min(14, 40 / Math.Sqrt(count)));
        double Integral(Func<double, double, double> weight) => Integrate.GaussLegendre(
            log => Integrate.GaussLegendre(mu => weight(mu, log) * Density(mu, log), x.Mean - 10 * spread, x.Mean + 10 * spread, 1024), low, high, 256);
        Assert.Multiple(() =>
        {
            Assert.That(Integral((_, _) => 1), Is.EqualTo(1).Within(1e-9));
            Assert.That(Integral((mu, _) => (mu - marginals.MuMean) / marginals.MuDeviation), Is.Zero.Within(1e-7));
            Assert.That(Integral((mu, _) => Math.Pow((mu - marginals.MuMean) / marginals.MuDeviation, 2)), Is.EqualTo(1).Within(1e-7));
            Assert.That(Integral((_, log) => (Math.Exp(log) - marginals.VarianceMean) / marginals.VarianceDeviation), Is.Zero.Within(1e-7));
            Assert.That(Integral((_, log) => Math.Pow((Math.Exp(log) - marginals.VarianceMean) / marginals.VarianceDeviation, 2)), Is.EqualTo(1).Within(1e-7));
        });
    }

    [TestCaseSource(nameof(Cases))]
    public void Its_densities_are_densities_of_its_moments(object x, object prior)
    {
        Marginals exact = ExactPosterior.Of((Numbers)x, (GaussianPrior)prior).Marginals;
        double width = 15 * exact.VarianceDeviation / exact.VarianceMean;
        double OfMu(Func<double, double> weight) => Integrate.GaussKronrod(
            z => weight(z) * exact.MuDensity(exact.MuMean + z * exact.MuDeviation) * exact.MuDeviation, -30, 30, targetRelativeError: 1e-7, maximumDepth: 20);
        double OfVariance(Func<double, double> weight) => Integrate.GaussKronrod(
            log => weight(Math.Exp(log)) * exact.VarianceDensity(exact.VarianceMean * Math.Exp(log)) * exact.VarianceMean * Math.Exp(log), -Math.Min(30, width), Math.Min(6, width), targetRelativeError: 1e-7, maximumDepth: 20);
        Assert.Multiple(() =>
        {
            Assert.That(OfMu(_ => 1), Is.EqualTo(1).Within(1e-5));
            Assert.That(OfMu(z => z), Is.Zero.Within(1e-5));
            Assert.That(OfVariance(_ => 1), Is.EqualTo(1).Within(1e-4));
            Assert.That(OfVariance(ratio => ratio), Is.EqualTo(1).Within(1e-5));
        });
    }

    /// <summary>One number of one variance: log N(x; m, s² + variance).</summary>
    [Test]
    public void Where_the_variance_is_known_the_evidence_is_normal() =>
        Assert.That(ExactPosterior.Of(new Numbers([3]), new(1, 2, 1e6, 1e-6)).LogEvidence, Is.EqualTo(Normal.PDFLn(1, Math.Sqrt(5), 3)).Within(1e-6));

    [Test]
    public void Equal_numbers_need_a_prior_that_keeps_the_variance_from_0()
    {
        var x = new Numbers([5, 5, 5]);
        Assert.That(() => GaussianPrior.Good.RequireEvidence(x), Throws.Nothing);
        Assert.That(() => (GaussianPrior.Good with { Shape = 1 }).RequireEvidence(x), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL314 all 3 numbers are 5"));
    }
}
