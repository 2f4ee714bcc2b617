using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ppl.Examples.Tests;

public sealed class MeanFieldTests
{
    /// <summary>E_q[log p(x, mu, variance) - log q(mu, variance)] over mu and log variance, by the densities of MathNet and a rule that knows no closed form.</summary>
    [TestCase(2.0, 0.4, 6.0, 0.5)]
    [TestCase(-1.0, 1.0, 3.5, 2.0)]
    public void The_bound_is_the_expectation_that_quadrature_finds(double mean, double deviation, double shape, double scale)
    {
        (Numbers x, GaussianPrior prior, MeanField q) = (GaussianCases.Drawn(8, 2, 1.5), new(0.5, 3, 0.7, 4), new MeanField(mean, deviation, shape, scale));
        double Term(double mu, double log)
        {
            double variance = Math.Exp(log);
            double logQ = Normal.PDFLn(mean, deviation, mu) + Gamma.PDFLn(shape, 1 / scale, variance);
            double logP = Normal.PDFLn(prior.Mean, prior.Deviation, mu) + Gamma.PDFLn(prior.Shape, 1 / prior.Scale, variance)
                + x.Values.Sum(value => Normal.PDFLn(mu, Math.Sqrt(variance), value));
            return Math.Exp(logQ + log) * (logP - logQ);
        }
        double bound = Integrate.GaussLegendre(
            log => Integrate.GaussLegendre(mu => Term(mu, log), mean - 9 * deviation, mean + 9 * deviation, 128), -14, 5, 256);
        Assert.That(q.Bound(x, prior), Is.EqualTo(bound).Within(1e-9));
    }

    /// <summary>The posterior itself has the evidence for its bound; here it is nearly in the family, because the prior is nearly sure of the variance.</summary>
    [Test]
    public void The_bound_of_the_posterior_is_the_evidence()
    {
        (Numbers x, GaussianPrior prior) = (GaussianCases.Drawn(5, 1, 1), new(0, 2, 1e6, 1e-6));
        double precision = 1 / 4.0 + x.Count;
        var q = new MeanField(x.Count * x.Mean / precision, 1 / Math.Sqrt(precision), prior.Shape, prior.Scale);
        Assert.That(q.Bound(x, prior), Is.EqualTo(ExactPosterior.Of(x, prior).LogEvidence).Within(1e-5));
    }
}
