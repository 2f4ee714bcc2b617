using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class UnconditionTests
{
    private static void Model()
    {
        Tensor z = Sample("z", new Normal(0, 1));
        using Plate rows = Plate("rows", 4);
        Sample("x", new Normal(z, 1), obs: torch.tensor([100.0, 100, double.NaN, 100]), obsMask: torch.tensor(new[] { true, true, false, true }));
        Sample("y", new Normal(z, 1), obs: torch.full([4], 50.0));
    }

    [Test]
    public void Data_become_latents_drawn_from_their_distributions()
    {
        Trace trace = Traced.Of(Model, new Uncondition());
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { "z", "x", "y" }));
        Assert.That(trace.Values("x").Concat(trace.Values("y")), Has.All.LessThan(20));
    }

    [Test]
    public void Missing_cells_are_drawn_and_count_like_the_rest()
    {
        Trace trace = Traced.Of(Model, new Uncondition());
        Assert.That(trace["x"].Mask, Is.Null);
        Assert.That(TensorText.ToDoubles(trace["x"].ScaledLogProb), Is.EqualTo(TensorText.ToDoubles(trace["x"].Distribution.LogProb(trace["x"].Value!))));
    }

    [Test]
    public void A_mask_that_a_handler_laid_on_missing_data_stays()
    {
        using Tensor first = torch.tensor(new[] { true, true, true, false }), second = torch.tensor(new[] { false, true, true, true });
        Trace trace = Traced.Of(() =>
        {
            using Scope outer = new Mask(second).Enter();
            using Scope inner = new Mask(first).Enter();
            using Plate rows = Plate("rows", 4);
            Sample("x", new Normal(0, 1), obs: torch.zeros([4]), obsMask: torch.tensor(new[] { true, false, false, true }));
        }, new Uncondition());
        Assert.That(TensorText.ToDoubles(trace["x"].Mask!), Is.EqualTo(new[] { 0.0, 1, 1, 0 }));
    }

    [Test]
    public void Only_the_sites_named_are_drawn()
    {
        Trace trace = Traced.Of(Model, new Uncondition("y"));
        Assert.That(trace.Observed.Select(site => site.Name), Is.EqualTo(new[] { "x" }));
    }

    [Test]
    public void A_name_that_the_program_lacks_is_PPL024() =>
        Assert.That(() => Traced.Of(Model, new Uncondition("Y")), Raises.Code("PPL024").With.Message.Contains("write \"y\""));

    [Test]
    public void Condition_outside_gives_data_again()
    {
        using Tensor data = torch.full([4], 7.0);
        Trace trace = Traced.Of(Traced.Then(Model, new Uncondition()), new Condition(new Dictionary<string, Tensor> { ["y"] = data }));
        Assert.That(trace["y"].Value, Is.SameAs(data));
        Assert.That(trace.Observed.Select(site => site.Name), Is.EqualTo(new[] { "y" }));
    }

    [Test]
    public void The_draws_have_the_moments_of_the_joint_distribution()
    {
        static void Sum()
        {
            Tensor z = Sample("z", new Normal(1, 3));
            Sample("x", new Normal(z, 4), obs: torch.tensor(0.0));
        }
        using var rng = new Rng(2);
        using Scope seed = new Seed(rng).Enter();
        using Scope copies = new Broadcast("copies", 20_000, dim: -1).Enter();
        double[] draws = Traced.Of(Sum, new Uncondition()).Values("x");
        StatisticalAssert.Mean(draws, expected: 1, falseAlarm: 1e-6);
        StatisticalAssert.Variance(draws, expected: 25, falseAlarm: 1e-6);
    }
}
