using MathNet.Numerics.Integration;
using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class VonMisesTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    /// <summary>At a false alarm rate of 1e-6.</summary>
    [Test]
    public void Draws_follow_the_density([Values(1e-9, 0.3, 4.0, 300.0, 1e7)] double kappa, [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        using var rng = new Rng(5, dtype);
        double[] draws = new VonMises(0, kappa).Sample(rng, [4000]).Numbers();
        StatisticalAssert.Distribution(draws, x => 0.5 + FromZero(kappa, x));
    }

    [Test]
    public void Draws_have_the_circular_variance([Values(0.3, 5.0, 1e4, 1e12)] double kappa)
    {
        using var rng = new Rng(6, torch.ScalarType.Float64);
        var angles = new VonMises(0, kappa);
        Tensor draws = angles.Sample(rng, [20_000]);
        StatisticalAssert.Mean((2 * (draws / 2).sin().square() * kappa).Numbers(), angles.Variance.item<double>() * kappa);
    }

    [Test]
    public void Angles_are_turned_back_into_the_interval()
    {
        using var rng = new Rng(7, torch.ScalarType.Float64);
        Tensor draws = new VonMises(100, 2).Sample(rng, [4000]);
        Assert.That(draws.Numbers(), Is.All.InRange(-Math.PI, Math.PI));
        double turned = 100 - 2 * Math.PI * Math.Round(100 / (2 * Math.PI));
        StatisticalAssert.Mean((draws - turned).sin().Numbers(), 0);
        StatisticalAssert.Mean((draws - turned).cos().Numbers(), 1 - new VonMises(0, 2).Variance.item<double>());
    }

    [Test]
    public void The_gradient_of_a_draw_is_that_of_the_quantile([Values(0.02, 1.0, 30.0, 2000.0)] double kappa)
    {
        using var rng = new Rng(8, torch.ScalarType.Float64);
        Tensor concentration = torch.full([100], kappa, dtype: torch.ScalarType.Float64).requires_grad_();
        var angles = new VonMises(0, concentration);
        Tensor draws = angles.Sample(rng);
        draws.sum().backward();
        double[] x = draws.Numbers(), gradient = concentration.grad!.Numbers(), density = angles.LogProb(draws).exp().Numbers();
        double h = 1e-3 * kappa;
        for (int i = 0; i < x.Length; i++)
        {
            double slope = (8 * (FromZero(kappa + h, x[i]) - FromZero(kappa - h, x[i])) - (FromZero(kappa + 2 * h, x[i]) - FromZero(kappa - 2 * h, x[i]))) / (12 * h);
            Assert.That(gradient[i], Is.EqualTo(-slope / density[i]).Within(1e-6 * (Math.Abs(gradient[i]) + 1e-3 / kappa)));
        }
    }

    /// <summary>1 - I₁/I₀ with the asymptotic series to 1/κ⁷ (its coefficients by the recurrence of Bessel's equation).</summary>
    [Test]
    public void The_circular_variance_keeps_its_digits([Values(900.0, 1000.0, 1001.0, 1e6, 1e15)] double kappa)
    {
        double i = 1 / kappa, expected = i * (0.5 + i * (0.125 + i * (0.125 + i * (25.0 / 128 + i * (13.0 / 32 + i * (1073.0 / 1024))))));
        Assert.That(new VonMises(0, kappa).Variance.item<double>(), Is.EqualTo(expected).Within(1e-11).Percent);
    }

    /// <summary>Against a rule that is told where the density ends.</summary>
    [Test]
    public void The_cdf_is_the_integral_of_the_density([Values(1e-9, 0.3, 4.0, 19.0, 21.0, 300.0, 1e7, 1e12)] double kappa, [Values(-3.0, -0.4, 0.0, 0.2, 1.3, 5.0)] double z)
    {
        double x = Math.Clamp(z * Math.Min(1, 1 / Math.Sqrt(kappa)), -Math.PI, Math.PI);
        Closeness.AssertClose(new VonMises(0, kappa).Cdf(torch.tensor(x)), [0.5 + FromZero(kappa, x)], 1e-14, "cdf");
    }

    [Test]
    public void The_cdf_starts_at_minus_pi_whatever_the_mean_direction([Values(-2.0, 0.4, 3.0, 100.0)] double loc)
    {
        var angles = new VonMises(loc, 4);
        Closeness.AssertClose(angles.Cdf(torch.tensor([-4, -Math.PI, Math.PI, 4])), [0, 0, 1, 1], 1e-14, "ends");
        double expected = GaussLegendreRule.Integrate(x => angles.LogProb(torch.tensor(x)).exp().item<double>(), -Math.PI, 1, 128);
        Closeness.AssertClose(angles.Cdf(torch.tensor(1.0)), [expected], 1e-13, "cdf");
    }

    /// <summary>A large concentration puts the whole mass into few of the angles that Float64 has around another than 0.</summary>
    [Test]
    public void Quantiles_invert_the_cdf_at_every_concentration([Values(1e-9, 0.3, 4.0, 300.0, 1e12)] double kappa, [Values(0.0, 2.5)] double loc)
    {
        Tensor p = torch.tensor([1e-9, 0.02, 0.5, 0.9, 1 - 1e-9]);
        var angles = new VonMises(loc, kappa);
        Closeness.AssertClose(angles.Cdf(angles.Icdf(p)), p.Numbers(), 1e-13 + 1e-16 * loc * Math.Sqrt(kappa), "cdf of icdf");
    }

    [Test]
    public void Gradients_of_the_cdf_and_its_inverse_agree_with_differences([Values(0.3, 4.0, 60.0)] double kappa)
    {
        Tensor[] arguments = [torch.tensor(0.3), torch.tensor(kappa), torch.tensor([0.15, 0.5, 0.9])];
        GradientCheck.Check(a => new VonMises(a[0], a[1]).Cdf(a[2]), arguments, step: 1e-4);
        GradientCheck.Check(a => new VonMises(a[0], a[1]).Icdf(a[2]), arguments, step: 1e-4);
    }

    /// <summary>The probability between 0 and x.</summary>
    private static double FromZero(double kappa, double x)
    {
        double logOne = new VonMises(0, kappa).LogProb(torch.tensor(0.0)).item<double>();
        return GaussLegendreRule.Integrate(t => Math.Exp(logOne - 2 * kappa * Math.Pow(Math.Sin(t / 2), 2)), 0, x, 64);
    }
}
