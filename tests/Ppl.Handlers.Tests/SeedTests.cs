using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class SeedTests
{
    private static void Program()
    {
        Sample("x", new Normal(0, 1));
        Sample("c", new Bernoulli(0.5));
        using Plate rows = Plate("rows", 1000, 3);
        Sample("z", new Gamma(2, 1));
    }

    [Test]
    public void One_seed_gives_one_run_subsamples_included()
    {
        double[] first = Draws(7), again = Draws(7), other = Draws(8);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_run_goes_on_where_the_last_one_stopped()
    {
        using var rng = new Rng(7);
        using Scope seed = new Seed(rng).Enter();
        double first = (double)Sample("x", new Normal(0, 1)), second = (double)Sample("x", new Normal(0, 1));
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void Forks_give_other_runs_and_leave_the_first_as_it_was()
    {
        using var rng = new Rng(7, torch.ScalarType.Float64);
        using Rng one = rng.Fork(1), two = rng.Fork(2), oneAgain = rng.Fork(1);
        double[] first = Draws(one), second = Draws(two), firstAgain = Draws(oneAgain), own = Draws(rng);
        Assert.That(firstAgain, Is.EqualTo(first));
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(own, Is.EqualTo(Draws(7)).And.Not.EqualTo(first));
    }

    [Test]
    public void The_innermost_seed_draws()
    {
        double[] Under(ulong outer, ulong inner)
        {
            using Rng outerRng = new(outer), innerRng = new(inner);
            using Scope outerSeed = new Seed(outerRng).Enter();
            using Scope innerSeed = new Seed(innerRng).Enter();
            return TensorText.ToDoubles(Sample("x", new Normal(torch.zeros([3]), 1).ToEvent(1)));
        }
        double[] first = Under(1, 9), second = Under(2, 9), third = Under(1, 8);
        Assert.That(second, Is.EqualTo(first));
        Assert.That(third, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_site_may_draw_with_a_generator_of_its_own()
    {
        using var own = new Rng(4);
        using var alone = new Rng(4);
        using Scope giver = new Giver(own).Enter();
        Assert.That((double)Sample("x", new Normal(0, 1)), Is.EqualTo((double)new Normal(0, 1).Sample(alone)));
    }

    [Test]
    public void Fresh_parameters_are_drawn_with_a_seed_inside_the_binding()
    {
        double First(ulong seed)
        {
            using var module = torch.nn.Linear(2, 1);
            using var store = new ParamStore();
            using var rng = new Rng(seed);
            using Scope bind = new BindParams(store).Enter();
            using Scope seeded = new Seed(rng).Enter();
            Module("net", module);
            return TensorText.ToDoubles(module.weight)[0];
        }
        double first = First(1), again = First(1), other = First(2);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    private static double[] Draws(ulong seed)
    {
        using var rng = new Rng(seed, torch.ScalarType.Float64);
        return Draws(rng);
    }

    private static double[] Draws(Rng rng)
    {
        Trace trace = Traced.Of(Program, new Seed(rng));
        return [.. trace.Where(site => site.Value is not null).SelectMany(site => TensorText.ToDoubles(site.Value!))];
    }

    private sealed class Giver(Rng rng) : Handler
    {
        protected internal override void Process(SampleSite site) => site.Rng = rng;
    }
}
