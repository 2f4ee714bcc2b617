using MathNet.Numerics;
using Ppl.Distributions;

namespace Ppl.Core.Tests;

/// <summary>The incomplete beta and gamma functions and their inverses, against closed forms and against each other.</summary>
public sealed class IncompleteFunctionTests
{
    private static readonly double[] probabilities = [1e-100, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999];

    [Test]
    public void A_beta_with_one_concentration_of_one_is_a_power([Values(0.001, 0.7, 30.0, 1e6)] double a, [Values(1e-12, 0.2, 0.9999)] double x)
    {
        Assert.That(IncompleteBeta.Regularized(a, 1, x, 1 - x), Is.EqualTo(Math.Pow(x, a)).Within(1e-9).Percent);
        Assert.That(IncompleteBeta.Regularized(1, a, x, 1 - x), Is.EqualTo(-Stable.Expm1(a * Stable.Log1p(-x))).Within(1e-9).Percent);
    }

    [Test]
    public void A_beta_with_two_halves_is_the_arcsine_law([Values(1e-20, 0.2, 0.5, 0.99)] double x) =>
        Assert.That(IncompleteBeta.Regularized(0.5, 0.5, x, 1 - x), Is.EqualTo(2 / Math.PI * Math.Asin(Math.Sqrt(x))).Within(1e-11).Percent);

    [Test]
    public void A_symmetric_beta_has_its_median_at_a_half([Values(0.01, 1.0, 50.0, 1e5, 1e8)] double a) =>
        Assert.That(IncompleteBeta.Regularized(a, a, 0.5, 0.5), Is.EqualTo(0.5).Within(a < 1e6 ? 1e-12 : 1e-10));

    [TestCase(0.0, 0)]
    [TestCase(1.0, 1)]
    [TestCase(-0.5, 0)]
    public void Outside_nothing_is_left(double x, double expected)
    {
        Assert.That(IncompleteBeta.Regularized(2, 3, x, 1 - x), Is.EqualTo(expected));
        Assert.That(IncompleteGamma.Lower(2, x * double.PositiveInfinity), Is.EqualTo(expected).Or.NaN);
    }

    [Test]
    public void The_beta_quantile_inverts_the_cdf(
        [Values(0.003, 0.5, 1.0, 40.0, 3e5)] double a, [Values(0.003, 1.5, 2000.0)] double b, [ValueSource(nameof(probabilities))] double p)
    {
        double logit = IncompleteBeta.QuantileLogit(a, b, p, 1 - p);
        if (Math.Abs(logit) > 700) return;
        Assert.That(IncompleteBeta.Regularized(a, b, SpecialFunctions.Logistic(logit), SpecialFunctions.Logistic(-logit)), Is.EqualTo(p).Within(1e-9).Percent);
    }

    [Test]
    public void The_exponential_law_is_a_gamma_of_one([Values(1e-15, 0.1, 1.0, 3.0, 40.0)] double x)
    {
        Assert.That(IncompleteGamma.Lower(1, x), Is.EqualTo(-Stable.Expm1(-x)).Within(1e-11).Percent);
        Assert.That(IncompleteGamma.Upper(1, x), Is.EqualTo(Math.Exp(-x)).Within(1e-11).Percent);
        Assert.That(IncompleteGamma.Lower(0.5, x), Is.EqualTo(SpecialFunctions.Erf(Math.Sqrt(x))).Within(1e-11).Percent);
    }

    [Test]
    public void The_gamma_quantile_inverts_both_tails([Values(0.003, 0.5, 1.0, 40.0, 3e5)] double a, [ValueSource(nameof(probabilities))] double p)
    {
        double lower = IncompleteGamma.LogQuantile(a, p, 1 - p), upper = IncompleteGamma.LogQuantile(a, 1 - p, p);
        if (lower > -700) Assert.That(IncompleteGamma.Lower(a, Math.Exp(lower)), Is.EqualTo(p).Within(1e-9).Percent);
        if (upper > -700) Assert.That(IncompleteGamma.Upper(a, Math.Exp(upper)), Is.EqualTo(p).Within(1e-9).Percent);
    }

    [Test]
    public void Certain_and_impossible_quantiles_are_the_ends_of_the_support()
    {
        using var scope = torch.NewDisposeScope();
        Tensor ends = torch.tensor([0.0, 1.0]);
        Assert.That(new Beta(2, 3).Icdf(ends).Numbers(), Is.EqualTo(new[] { 0.0, 1 }));
        Assert.That(new Gamma(2, 3).Icdf(ends).Numbers(), Is.EqualTo(new[] { 0, double.PositiveInfinity }));
        Assert.That(new InverseGamma(2, 3).Icdf(ends).Numbers(), Is.EqualTo(new[] { 0, double.PositiveInfinity }));
        Assert.That(new StudentT(2, 0, 1).Icdf(ends).Numbers(), Is.EqualTo(new[] { double.NegativeInfinity, double.PositiveInfinity }));
        Assert.That(new FisherSnedecor(2, 3).Icdf(ends).Numbers(), Is.EqualTo(new[] { 0, double.PositiveInfinity }));
    }

    /// <summary>Through the cdf and through its inverse the gradient is the density and one over it.</summary>
    [Test]
    public void The_cdf_and_its_inverse_have_the_density_for_a_slope()
    {
        using var scope = torch.NewDisposeScope();
        foreach (Distribution distribution in new Distribution[] { new Beta(2, 3), new Gamma(2, 3), new InverseGamma(4, 3), new Chi2(3), new StudentT(3, 0.2, 0.3), new FisherSnedecor(3, 8) })
        {
            Tensor p = torch.tensor([0.1, 0.6]).requires_grad_(), x = distribution.Icdf(p), density = distribution.LogProb(x.detach()).exp();
            x.sum().backward();
            Closeness.AssertClose(p.grad!, (1 / density).Numbers(), 1e-12, $"slope of the inverse of {distribution}");
            Tensor value = x.detach().requires_grad_();
            distribution.Cdf(value).sum().backward();
            Closeness.AssertClose(value.grad!, density.Numbers(), 1e-12, $"slope of {distribution}");
        }
    }
}
