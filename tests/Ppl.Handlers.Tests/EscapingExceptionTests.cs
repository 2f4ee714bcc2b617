using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Whatever escapes a traced run carries the table of the sites recorded so far.</summary>
public sealed class EscapingExceptionTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [Test]
    public void An_error_of_Ppl_carries_the_sites_so_far()
    {
        PplException error = Escaping(() =>
        {
            Sample("first", Unit);
            Sample("second", new Normal(torch.zeros([3]), 1));
        });
        Assert.That(error.Code, Is.EqualTo("PPL102"));
        Assert.That(error.Sites!.Split('\n'), Has.Length.EqualTo(3).And.One.StartsWith("sample   first").And.One.EndsWith("<- fails here"));
        Assert.That(error.Message, Does.Contain("\n  sites so far\n    site").And.EndsWith("[3]   <- fails here"));
        Assert.That(error.Headline, Does.StartWith("PPL102 sample site \"second\"").And.Not.Contains("\n"));
    }

    [Test]
    public void The_site_that_fails_shows_the_plates_that_it_has_passed()
    {
        PplException error = Escaping(() =>
        {
            Tensor means = Deterministic("means", torch.zeros([3, 1]));
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(means, 1), obs: torch.zeros([3]));
        });
        Golden.Check(error.Message);
    }

    [Test]
    public void An_error_of_a_distribution_says_at_which_site()
    {
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 2);
            Sample("y", new LogNormal(0, 1), obs: -torch.ones([2]));
        });
        Assert.That(() => trace.LogJoint(), Raises.Code("PPL019").With.Message.EndsWith("\n  in: sample site \"y\" in rows(dim -1, size 2)"));
    }

    [Test]
    public void A_foreign_exception_between_two_sites_becomes_the_inner_one()
    {
        var boom = new InvalidOperationException("boom");
        PplException error = Escaping(() =>
        {
            Sample("first", Unit);
            throw boom;
        });
        Assert.That(error.InnerException, Is.SameAs(boom));
        Assert.That(error.Code, Is.Null);
        Assert.That(error.Message, Does.Match(@"^the program threw: boom\n  sites so far\n    site .*\n    sample   first\b.*\[\]$"));
    }

    [Test]
    public void A_foreign_exception_inside_a_site_is_named_once()
    {
        PplException error = Escaping(() =>
        {
            Sample("first", Unit);
            Param("second", () => throw new InvalidOperationException("boom"));
        });
        Assert.That(error.Message, Does.Match(@"^parameter ""second"": boom\n  sites so far\n    site .*\n    sample   first\b.*\n    param    second .*<- fails here$"));
    }

    [Test]
    public void A_plate_left_open_does_not_hide_what_was_thrown_inside()
    {
        var boom = new InvalidOperationException("boom");
        PplException error = Escaping(() =>
        {
            Plate("left open", 3);
            throw boom;
        });
        Assert.That(error.InnerException, Is.SameAs(boom));
        Assert.That(EffectStack.Handlers, Is.Empty);
    }

    [Test]
    public void The_innermost_run_gives_the_table()
    {
        PplException error = Escaping(() =>
        {
            Sample("outer", Unit);
            Trace.Of(() =>
            {
                Sample("inner", Unit);
                throw new InvalidOperationException();
            });
        });
        Assert.That(error.Sites, Does.Contain("inner").And.Not.Contains("outer"));
    }

    [Test]
    public void Before_the_first_site_the_table_says_so() =>
        Assert.That(Escaping(() => throw new InvalidOperationException()).Sites, Is.EqualTo("no sites"));

    [Test]
    public void A_cancellation_passes_untouched()
    {
        var cancelled = new OperationCanceledException();
        Assert.That(Assert.Throws<OperationCanceledException>(() => Traced.Of(() => throw cancelled)), Is.SameAs(cancelled));
    }

    private static PplException Escaping(Action program) => Assert.Throws<PplException>(() => Traced.Of(program))!;
}
