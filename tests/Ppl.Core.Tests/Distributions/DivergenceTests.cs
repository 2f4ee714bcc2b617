using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class DivergenceTests
{
    private static IEnumerable<Fixture> References => Fixture.Read("kl.json");

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [TestCaseSource(nameof(References))]
    public void The_divergence_is_right(Fixture reference) => Closeness.AssertClose(
        Divergence.Kl(Normal(reference.Inner("p")), Normal(reference.Inner("q"))), reference.Numbers("kl"), reference.IsExtreme ? 1e-8 : 1e-10, "KL");

    [Test]
    public void Gradients_agree_with_differences() => GradientCheck.Check(
        a => Divergence.Kl(new Normal(a[0], a[1]), new Normal(a[2], a[3])),
        [torch.tensor([0.1, -2.0]), torch.tensor([0.5, 1.5]), torch.tensor(0.3), torch.tensor([2.0, 0.7])]);

    [Test]
    public void Batches_broadcast() => Assert.That(
        Shape.Of(Divergence.Kl(new Normal(0, 1).Expand([3, 1, 2]).ToEvent(1), new Normal(torch.zeros(4, 2), 1).ToEvent(1))), Is.EqualTo(Shape.Create([3, 4])));

    [Test]
    public void It_is_the_mean_of_the_log_ratio()
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Normal p = new(0.3, 1.2), q = new(-0.5, 2);
        Tensor x = p.Sample(rng, [20_000]);
        StatisticalAssert.Mean((p.LogProb(x) - q.LogProb(x)).Numbers(), Divergence.Kl(p, q).item<double>());
    }

    [Test]
    public void A_pair_without_a_formula_is_named()
    {
        var refusal = Assert.Throws<PplException>(() => Divergence.Kl(new Normal(0, 1), new LogNormal(0, 1)));
        Assert.That((refusal.Code, refusal.Headline), Is.EqualTo(("PPL027", "PPL027 the pair (Normal, LogNormal) has no closed-form KL divergence")));
    }

    [Test]
    public void Events_of_different_shapes_are_refused() =>
        Assert.That(Assert.Throws<PplException>(() => Divergence.Kl(new Normal([0.0, 1.0], 1).ToEvent(1), new Normal(0, 1)))!.Code, Is.EqualTo("PPL107"));

    private static Distribution Normal(Fixture arguments)
    {
        Fixture parameters = arguments.Inner("params");
        var normal = new Normal(parameters.Tensor("loc"), parameters.Tensor("scale"));
        return arguments["dist"] == "IndependentNormal" ? normal.ToEvent(1) : normal;
    }
}
