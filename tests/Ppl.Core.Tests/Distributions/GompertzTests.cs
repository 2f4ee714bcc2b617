using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class GompertzTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    /// <summary>Values of 30 digits.</summary>
    [TestCase(1e-6, 13.238309131365003, 1.644731982429691, 1.5772014265992706)]
    [TestCase(0.4, 1.0478280084560064, 0.39039388404997088, 0.86846272341814863)]
    [TestCase(30, 0.032289738758980125, 0.00098103973736209411, -2.4334871204211355)]
    [TestCase(1e4, 9.999000199940024e-5, 9.9960016991604837e-9, -8.2104403619781821)]
    public void Moments_and_entropy_are_right(double concentration, double mean, double variance, double entropy)
    {
        var gompertz = new Gompertz(concentration, 1);
        Assert.That(gompertz.Mean.item<double>(), Is.EqualTo(mean).Within(1e-14 * mean));
        Assert.That(gompertz.Variance.item<double>(), Is.EqualTo(variance).Within(1e-13 * variance));
        Assert.That(gompertz.Entropy().item<double>(), Is.EqualTo(entropy).Within(1e-14));
    }

    [Test]
    public void Gradients_of_the_moments_agree_with_differences([Values(0.5, 3.0)] double concentration) => GradientCheck.Check(
        a =>
        {
            var gompertz = new Gompertz(a[0], a[1]);
            return torch.stack([gompertz.Mean, gompertz.Variance, gompertz.Entropy()]);
        },
        [torch.tensor(concentration), torch.tensor(1.7)]);
}
