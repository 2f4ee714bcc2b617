using FsCheck;
using FsCheck.Fluent;
using Ppl.Distributions;

namespace Ppl.Core.Tests;

public sealed class EventDimTests
{
    private static Arbitrary<(int First, int Second)> Dims =>
        Gen.Choose(0, 3).SelectMany(first => Gen.Choose(0, 3 - first).Select(second => (first, second))).ToArbitrary();

    [Test]
    public void Event_dims_add_up() => Properties.Holds(Prop.ForAll(Dims, dims =>
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Distribution normal = new Normal(torch.arange(24, torch.ScalarType.Float64).reshape(2, 3, 4), 2);
        Distribution twice = normal.ToEvent(dims.First).ToEvent(dims.Second), once = normal.ToEvent(dims.First + dims.Second);
        Tensor value = once.Sample(rng);
        return twice.BatchShape == once.BatchShape && twice.EventShape == once.EventShape && twice.Support.Equals(once.Support)
            && twice.ToString() == once.ToString() && twice.LogProb(value).Numbers().SequenceEqual(once.LogProb(value).Numbers());
    }));

    [Test]
    public void No_event_dims_change_nothing()
    {
        var normal = new Normal(0, 1);
        Assert.That(normal.ToEvent(0), Is.SameAs(normal));
    }
}
