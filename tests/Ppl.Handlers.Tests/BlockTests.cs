using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class BlockTests
{
    private static void Program()
    {
        Param("p", 0.0);
        Sample("x", new Normal(0, 1));
        Sample("y", new Normal(0, 1));
        Deterministic("d", torch.zeros([]));
        Factor("f", torch.zeros([]));
        using Plate rows = Plate("rows", 2);
    }

    [Test]
    public void Hidden_sites_are_not_traced_whatever_their_kind()
    {
        Assert.That(Names(Block.Hiding("p", "x", "f")), Is.EqualTo(new[] { "y", "d", "rows" }));
        Assert.That(Names(Block.Hiding("d", "rows")), Is.EqualTo(new[] { "p", "x", "y", "f" }));
        Assert.That(Names(Block.Exposing("x", "rows")), Is.EqualTo(new[] { "x", "rows" }));
        Assert.That(Names(new Block(site => site is SampleSite)), Is.EqualTo(new[] { "p", "d", "f", "rows" }));
    }

    [Test]
    public void Hidden_draws_still_use_the_Seed()
    {
        double Draw(Block block)
        {
            double drawn = 0;
            Traced.Of(() =>
            {
                using Scope scope = block.Enter();
                drawn = (double)Sample("x", new Normal(0, 1));
            }, seed: 5);
            return drawn;
        }
        double hidden = Draw(Block.Hiding("x")), seen = Draw(Block.Hiding());
        Assert.That(hidden, Is.EqualTo(seen));
    }

    [Test]
    public void A_hidden_parameter_takes_its_initial_value_and_is_not_stored()
    {
        using var store = new ParamStore();
        using Scope bind = new BindParams(store).Enter();
        using Scope block = Block.Hiding("p").Enter();
        Assert.That((double)Param("p", 2.5), Is.EqualTo(2.5));
        Assert.That(store, Is.Empty);
    }

    [Test]
    public void A_hidden_site_gets_no_value_from_further_out()
    {
        Trace earlier = Traced.Of(() => Sample("x", new Delta(100)));
        using Scope replay = new Replay(earlier).Enter();
        using Scope block = Block.Hiding("x").Enter();
        Assert.That((double)Sample("x", new Normal(0, 1)), Is.LessThan(50));
    }

    private static IEnumerable<string> Names(Block block) => Traced.Of(Program, block).Select(site => site.Name);
}
