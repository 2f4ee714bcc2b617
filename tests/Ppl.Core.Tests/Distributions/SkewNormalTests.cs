using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class SkewNormalTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Gradients_of_the_cdf_and_its_inverse_agree_with_differences([Values(-4.0, 0.3, 2.5)] double skewness)
    {
        Tensor[] arguments = [torch.tensor(0.3), torch.tensor(1.2), torch.tensor(skewness), torch.tensor([0.05, 0.5, 0.9])];
        GradientCheck.Check(a => new SkewNormal(a[0], a[1], a[2]).Cdf(a[3]), arguments, step: 1e-4);
        GradientCheck.Check(a => new SkewNormal(a[0], a[1], a[2]).Icdf(a[3]), arguments, step: 1e-4);
    }

    [TestCase(1e-3)]
    [TestCase(-0.9)]
    [TestCase(1.1)]
    [TestCase(12.0)]
    public void The_entropy_is_the_integral_of_minus_p_log_p(double skewness)
    {
        const double Step = 1e-3;
        var skewed = new SkewNormal(0.3, 1.2, skewness);
        Tensor logProb = skewed.LogProb(torch.arange(-15, 15, Step, torch.ScalarType.Float64));
        Closeness.AssertClose(skewed.Entropy(), [-(logProb.exp() * logProb).sum().item<double>() * Step], 1e-12, "entropy");
    }

    [Test]
    public void Much_skewness_leaves_half_a_normal_distribution() =>
        Closeness.AssertClose(new SkewNormal(0.3, 1.2, 1e12).Entropy(), new HalfNormal(1.2).Entropy().Numbers(), 1e-11, "entropy");

    [Test]
    public void Without_skewness_it_is_the_normal_distribution()
    {
        Tensor value = torch.tensor([-3.0, 0.2, 5.0]), p = torch.tensor([0.0, 0.001, 0.4, 1.0]);
        Closeness.AssertClose(new SkewNormal(0.3, 1.2, 0).Entropy(), new Normal(0.3, 1.2).Entropy().Numbers(), 1e-14, "entropy");
        Closeness.AssertClose(new SkewNormal(0.3, 1.2, 0).Cdf(value), new Normal(0.3, 1.2).Cdf(value).Numbers(), 1e-15, "cdf");
        Closeness.AssertClose(new SkewNormal(0.3, 1.2, 0).Icdf(p), new Normal(0.3, 1.2).Icdf(p).Numbers(), 1e-13, "icdf");
    }
}
