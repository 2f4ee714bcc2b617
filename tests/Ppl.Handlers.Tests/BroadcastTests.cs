using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class BroadcastTests
{
    private readonly Tensor data = torch.tensor([1.0, 2, 4]);

    [OneTimeTearDown]
    public void Free() => data.Dispose();

    private void Model()
    {
        Tensor scale = Param("scale", 2.0, Constraints.Positive);
        Tensor z = Sample("z", new Normal(0, 1));
        Factor("f", torch.tensor(-0.25, torch.float64));
        using Plate rows = Plate("rows", 3);
        Tensor w = Sample("w", new Normal(z, scale));
        Deterministic("d", w * 2);
        Sample("y", new Normal(w, 1), obs: data);
    }

    [Test]
    public void Each_copy_has_the_log_joint_of_the_program_at_its_values()
    {
        Trace all;
        using (new Broadcast("copies", 5, dim: -2).Enter()) all = Traced.Of(Model, seed: 1);
        double[] together = TensorText.ToDoubles(all.LogJoint("copies"));
        for (int i = 0; i < 5; i++)
        {
            Dictionary<string, Tensor> values = new() { ["z"] = all["z"].Value![i, 0], ["w"] = all["w"].Value![i] };
            Trace alone = Traced.Of(Traced.Then(Model, new Substitute(values)), seed: 2);
            Assert.That(together[i], Is.EqualTo((double)alone.LogJoint()).Within(1e-12));
        }
        Assert.That((double)all.LogJoint(), Is.EqualTo(together.Sum()).Within(1e-12));
    }

    [Test]
    public void The_copies_are_drawn_independently()
    {
        using var rng = new Rng(3, torch.ScalarType.Float64);
        using Scope seed = new Seed(rng).Enter();
        using Scope copies = new Broadcast("copies", 20_000, dim: -1).Enter();
        double[] draws = Traced.Of(() => Sample("z", new Normal(2, 3))).Values("z");
        StatisticalAssert.Mean(draws, expected: 2, falseAlarm: 1e-6);
        StatisticalAssert.Variance(draws, expected: 9, falseAlarm: 1e-6);
    }

    [Test]
    public void Parameters_are_those_of_all_copies()
    {
        using Scope copies = new Broadcast("copies", 5, dim: -2).Enter();
        Assert.That(Param("m", 1.0).shape, Is.Empty);
    }

    [Test]
    public void Nested_copies_lie_to_the_left()
    {
        using Scope outer = new Broadcast("chains", 4, dim: -3).Enter();
        using Scope inner = new Broadcast("particles", 5, dim: -2).Enter();
        Trace trace = Traced.Of(Model, seed: 1);
        Assert.That(trace["w"].Value!.shape, Is.EqualTo(new long[] { 4, 5, 3 }));
        Assert.That(trace.LogJoint("chains").shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(trace.LogJoint("particles").shape, Is.EqualTo(new long[] { 5 }));
    }

    [Test]
    public void Two_of_one_size_on_one_dim_are_PPL104() =>
        Assert.That(() =>
        {
            using Scope outer = new Broadcast("chains", 5, dim: -2).Enter();
            using Scope inner = new Broadcast("particles", 5, dim: -2).Enter();
            Sample("z", new Normal(0, 1));
        }, Raises.Code("PPL104").With.Message.Contains("plate \"chains\"").And.Message.Contains("particles"));

    [Test]
    public void A_plate_that_wants_a_dim_of_the_copies_is_PPL105() =>
        Assert.That(() =>
        {
            using Scope copies = new Broadcast("copies", 5, dim: -1).Enter();
            Model();
        }, Raises.Code("PPL105").With.Message.Contains("Broadcast \"copies\""));

    [Test]
    public void Arguments_are_checked()
    {
        Assert.That(() => new Broadcast("", 5, -1), Throws.ArgumentException.With.Property("ParamName").EqualTo("name"));
        Assert.That(() => new Broadcast("copies", 0, -1), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("size"));
        Assert.That(() => new Broadcast("copies", 5, 0), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("dim"));
    }
}
