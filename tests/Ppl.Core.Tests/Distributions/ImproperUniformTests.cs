using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>It has no draws, so that the tests of all distributions do not reach it.</summary>
public sealed class ImproperUniformTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Its_density_is_one_all_over_the_set()
    {
        var positive = new ImproperUniform(Constraints.Positive, [2], [3]);
        Tensor logProb = positive.LogProb(torch.ones(4, 1, 3));
        Assert.That((Shape.Of(logProb), logProb.Numbers()), Is.EqualTo((Shape.Create([4, 2]), new double[8])));
        Assert.That(Assert.Throws<PplException>(() => positive.LogProb(-torch.ones(4, 1, 3))).Code, Is.EqualTo("PPL019"));
    }

    [Test]
    public void A_set_of_vectors_needs_an_event()
    {
        Assert.That(Shape.Of(new ImproperUniform(Constraints.Simplex, eventShape: [2]).LogProb(torch.tensor([0.5, 0.5]))), Is.EqualTo(default(Shape)));
        Assert.That(Assert.Throws<PplException>(() => _ = new ImproperUniform(Constraints.Simplex)).Code, Is.EqualTo("PPL107"));
    }

    [Test]
    public void It_cannot_be_drawn_from()
    {
        using var rng = new Rng(1);
        Assert.That(Assert.Throws<PplException>(() => new ImproperUniform(Constraints.Real).Sample(rng)).Headline, Is.EqualTo("PPL027 ImproperUniform has no Sample"));
    }

    [Test]
    public void Gathering_changes_its_batch_alone() =>
        Assert.That(new ImproperUniform(Constraints.Real, [3, 2], [4]).Gather(torch.tensor([0L, 0L, 1L, 2L])).ToString(), Is.EqualTo("ImproperUniform   batch [4, 2]   event [4]"));
}
