using Ppl.Distributions;

namespace Ppl.Core.Tests;

/// <summary>Densities at the ends of their supports, where a logarithm is infinite.</summary>
public sealed class EndOfSupportTests
{
    private IDisposable scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [TestCase(1, 1, 0, 0)]
    [TestCase(1, 1, 1, 0)]
    [TestCase(1, 3, 0, 1.0986122886681098)]
    [TestCase(3, 1, 1, 1.0986122886681098)]
    [TestCase(2, 2, 0, double.NegativeInfinity)]
    [TestCase(0.5, 2, 0, double.PositiveInfinity)]
    public void A_beta_density_at_an_end_is_its_limit(double concentration1, double concentration0, double value, double expected)
    {
        Tensor x = torch.tensor(value);
        Tensor a = torch.tensor(concentration1), b = torch.tensor(concentration0);
        Assert.That((double)new Beta(concentration1, concentration0).LogProb(x), Is.EqualTo(expected).Within(1e-12));
        Assert.That((double)new Beta(a, b).LogProb(x), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void A_uniform_beta_has_no_slope_at_an_end()
    {
        Tensor x = torch.tensor([0.0, 0.5, 1.0], requires_grad: true);
        new Beta(1, 1).LogProb(x).sum().backward();
        Assert.That(TensorText.ToDoubles(x.grad!), Is.EqualTo(new[] { 0.0, 0, 0 }).Within(1e-12));
    }

    [Test]
    public void A_uniform_Dirichlet_is_uniform_at_a_corner() =>
        Assert.That((double)new Dirichlet(torch.ones([3], torch.float64)).LogProb(torch.tensor([1.0, 0, 0])), Is.EqualTo(Math.Log(2)).Within(1e-12));
}
