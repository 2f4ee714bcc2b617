using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

public sealed class EffectStackTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [TestCase("sample")]
    [TestCase("param")]
    [TestCase("plate")]
    [TestCase("value")]
    [TestCase("factor")]
    public void Every_effect_travels_out_from_the_innermost_handler_and_back_from_the_outermost(string effect)
    {
        List<string> log = [];
        using (new Witness("outer", log).Enter())
        using (new Witness("inner", log).Enter())
            Perform(effect);
        Assert.That(log, Is.EqualTo(new[] { $"inner out {effect}", $"outer out {effect}", $"outer back {effect}", $"inner back {effect}" }));
    }

    [Test]
    public void A_handlers_body_runs_outside_itself_on_the_way_out_and_back()
    {
        List<string> log = [];
        using (new Witness("outer", log).Enter())
        using (new Witness("middle", log, _ => Sample("a", Unit), _ => Sample("b", Unit)).Enter())
        using (new Witness("inner", log).Enter())
            Sample("x", Unit);
        Assert.That(log, Is.EqualTo(new[]
        {
            "inner out x", "middle out x", "outer out a", "outer back a", "outer out x",
            "outer back x", "middle back x", "outer out b", "outer back b", "inner back x",
        }));
    }

    [Test]
    public void A_hidden_site_turns_round_where_it_was_hidden()
    {
        List<string> log = [];
        Tensor value;
        using (new Witness("outer", log).Enter())
        using (new Witness("hider", log, site => site.Hide()).Enter())
        using (new Witness("inner", log).Enter())
            value = Sample("x", Unit);
        Assert.That(value.shape, Is.Empty);
        Assert.That(log, Is.EqualTo(new[] { "inner out x", "hider out x", "hider back x", "inner back x" }));
    }

    [Test]
    public void A_hidden_site_still_draws_with_the_generator_of_a_handler_further_out()
    {
        double Draw(Action<Site>? outwards)
        {
            using var rng = new Rng(3);
            using var seed = new Generator(rng).Enter();
            using var hider = new Witness(outwards: outwards).Enter();
            return (double)Sample("x", Unit);
        }
        Assert.That(Draw(site => site.Hide()), Is.EqualTo(Draw(null)));
    }

    [Test]
    public void A_value_that_a_handler_gives_is_not_drawn_again()
    {
        using Tensor given = torch.tensor(0.25);
        using var giver = new Witness(outwards: site => site.Value = given).Enter();
        Assert.That(Sample("x", Unit), Is.SameAs(given));
    }

    [Test]
    public void The_innermost_generator_draws()
    {
        using var outer = new Rng(1);
        using var inner = new Rng(2);
        using var alone = new Rng(2);
        double drawn;
        using (new Generator(outer).Enter())
        using (new Generator(inner).Enter())
            drawn = (double)Sample("x", Unit);
        Assert.That(drawn, Is.EqualTo((double)Unit.Sample(alone)));
    }

    [Test]
    public void Outside_any_handler_a_model_is_a_plain_function()
    {
        Assert.That(Sample("x", Unit).shape, Is.Empty);
        Assert.That((double)Param("p", 2.5, Constraints.Positive), Is.EqualTo(2.5));
        Assert.That((double)Param("q", () => torch.tensor(1.5)), Is.EqualTo(1.5));
        using Plate plate = Plate("plate", 3);
        Assert.That(Sample("y", Unit).shape, Is.EqualTo(new long[] { 3 }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void An_exception_in_a_handler_leaves_the_stack_as_it_was(bool outwards)
    {
        static void Fail(Site site) => throw new InvalidOperationException("boom");
        var outer = new Witness(outwards: outwards ? Fail : null, back: outwards ? null : Fail);
        var inner = new Witness();
        using Scope first = outer.Enter();
        using Scope second = inner.Enter();
        Assert.That(() => Sample("x", Unit), Raises.Code(null));
        Assert.That(EffectStack.Handlers, Is.EqualTo(new Handler[] { inner, outer }));
    }

    private static void Perform(string effect)
    {
        switch (effect)
        {
            case "sample": Sample(effect, Unit); break;
            case "param": Param(effect, 0.0); break;
            case "plate": Plate(effect, 2).Dispose(); break;
            case "value": Deterministic(effect, torch.zeros([])); break;
            default: Factor(effect, torch.zeros([])); break;
        }
    }

    /// <summary>What Seed is, without the handlers' project.</summary>
    private sealed class Generator(Rng rng) : Handler
    {
        protected internal override Rng Rng => rng;
    }
}
