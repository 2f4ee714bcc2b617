using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class MixtureSameFamilyTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Components_may_be_vectors_and_share_the_probabilities()
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor loc = rng.Randn([3, 2, 4]);
        var mixture = new MixtureSameFamily(new Categorical([0.3, 0.7]), new Normal(loc, 1).ToEvent(1));
        Assert.That((mixture.BatchShape, mixture.EventShape), Is.EqualTo((Shape.Create([3]), Shape.Create([4]))));
        Tensor x = mixture.Sample(rng, [5]);
        Assert.That(Shape.Of(x), Is.EqualTo(Shape.Create([5, 3, 4])));
        Tensor expected = (0.3 * new Normal(loc[.., 0], 1).ToEvent(1).LogProb(x).exp() + 0.7 * new Normal(loc[.., 1], 1).ToEvent(1).LogProb(x).exp()).log();
        Closeness.AssertClose(mixture.LogProb(x), expected.Numbers(), 1e-13, "log_prob");
        Assert.That(Shape.Of(mixture.Mean), Is.EqualTo(Shape.Create([3, 4])));
        Assert.That(Shape.Of(mixture.Variance), Is.EqualTo(Shape.Create([3, 4])));
    }

    [Test]
    public void A_component_of_probability_zero_is_never_drawn()
    {
        using var rng = new Rng(1);
        var mixture = new MixtureSameFamily(new Categorical([0.0, 1.0]), new Normal([-100.0, 100.0], 1));
        Assert.That(mixture.Sample(rng, [1000]).Numbers(), Is.All.Positive);
        Assert.That(mixture.LogProb(torch.tensor(100.0)).item<double>(), Is.EqualTo(-0.5 * Math.Log(2 * Math.PI)).Within(1e-12));
    }
}
