using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class EmpiricalTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Without_weights_all_points_weigh_the_same_and_equal_ones_add_up()
    {
        var draws = new Empirical([1.0, 3.0, 3.0]);
        Closeness.AssertClose(draws.LogProb(torch.tensor([1.0, 3.0])).exp(), [1.0 / 3, 2.0 / 3], 1e-14, "mass");
        Closeness.AssertClose(draws.EnumerateSupport(), [1, 3], 0, "support");
        Closeness.AssertClose(draws.Entropy(), [Math.Log(3) - 2 * Math.Log(2) / 3], 1e-14, "entropy");
    }

    [Test]
    public void Points_may_be_vectors()
    {
        var vectors = new Empirical(torch.tensor([0.0, 1, 0, 1, 2, 3]).reshape(3, 2), eventDim: 1);
        Assert.That((vectors.BatchShape, vectors.EventShape), Is.EqualTo((default(Shape), Shape.Create([2]))));
        Closeness.AssertClose(vectors.LogProb(torch.tensor([2.0, 3, 0, 1]).reshape(2, 2)).exp(), [1.0 / 3, 2.0 / 3], 1e-14, "mass");
        Assert.That(Assert.Throws<PplException>(() => vectors.LogProb(torch.tensor([0.0, 3.0]))).Code, Is.EqualTo("PPL019"));
        Closeness.AssertClose(vectors.Mean, [2.0 / 3, 5.0 / 3], 1e-14, "mean");
        Closeness.AssertClose(vectors.EnumerateSupport(), [0, 1, 2, 3], 0, "support");
        using var rng = new Rng(2);
        Assert.That(vectors.Support.Check(vectors.Expand([4]).Sample(rng, [50])).all().item<bool>());
    }

    [Test]
    public void Each_element_of_a_batch_may_have_points_of_its_own()
    {
        var batch = new Empirical(torch.tensor([0.0, 1, 5, 6]).reshape(2, 2), new[] { 0, Math.Log(3) });
        Closeness.AssertClose(batch.LogProb(torch.tensor([1.0, 5.0])).exp(), [0.75, 0.25], 1e-14, "mass");
        Closeness.AssertClose(batch.Mean, [0.75, 5.75], 1e-14, "mean");
        Closeness.AssertClose(batch.Variance, [0.1875, 0.1875], 1e-14, "variance");
        Closeness.AssertClose(batch.Entropy(), [2 * Math.Log(2) - 0.75 * Math.Log(3), 2 * Math.Log(2) - 0.75 * Math.Log(3)], 1e-14, "entropy");
        Closeness.AssertClose(batch.Gather(torch.tensor([1L])).Mean, [5.75], 1e-14, "mean of one");
        Assert.That(Assert.Throws<PplException>(() => batch.EnumerateSupport()).Code, Is.EqualTo("PPL027"));
        using var rng = new Rng(2);
        Assert.That(batch.Support.Check(batch.Sample(rng, [50])).all().item<bool>());
    }
}
