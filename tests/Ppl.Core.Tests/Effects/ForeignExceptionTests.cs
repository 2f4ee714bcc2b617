using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>What becomes of exceptions of other code inside a site.</summary>
public sealed class ForeignExceptionTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [Test]
    public void A_foreign_exception_gets_the_sites_name_once_on_its_way_through_many_handlers()
    {
        var boom = new InvalidOperationException("boom");
        using Scope outer = new Witness(outwards: _ => throw boom).Enter();
        using Scope inner = new Witness().Enter();

        PplException error = Assert.Throws<PplException>(() => Sample("x", Unit))!;

        Assert.That(error.Message, Is.EqualTo("sample site \"x\": boom"));
        Assert.That(error.InnerException, Is.SameAs(boom));
        Assert.That(error.Code, Is.Null);
    }

    [Test]
    public void The_plates_that_the_site_has_passed_are_named_innermost_first()
    {
        using Scope outer = new Witness(outwards: site => Fail(site is SampleSite)).Enter();
        using Plate rows = Plate("rows", 3);
        using Plate columns = Plate("columns", 2);
        PplException error = Assert.Throws<PplException>(() => Sample("x", Unit))!;
        Assert.That(error.Message, Is.EqualTo("sample site \"x\" in columns(dim -2, size 2), rows(dim -1, size 3): boom"));
    }

    [Test]
    public void The_innermost_of_nested_sites_is_the_one_that_is_named()
    {
        using Scope outer = new Witness(outwards: site => Fail(site.Name == "y")).Enter();
        using Scope inner = new Witness(outwards: _ => Sample("y", Unit)).Enter();
        PplException error = Assert.Throws<PplException>(() => Sample("x", Unit))!;
        Assert.That(error.Message, Is.EqualTo("sample site \"y\": boom"));
    }

    [Test]
    public void A_foreign_exception_of_a_density_gets_the_sites_name()
    {
        SampleSite site = Witness.Of(() => Sample("x", new Broken()))["x"];
        Assert.That(() => site.LogProb, Raises.Code(null).And.Message.EqualTo("sample site \"x\": no density"));
    }

    [Test]
    public void An_error_of_Ppl_passes_as_it_is()
    {
        PplException error = Error.NonFiniteLoss(0);
        using Scope scope = new Witness(outwards: _ => throw error).Enter();
        Assert.That(Assert.Throws<PplException>(() => Sample("x", Unit)), Is.SameAs(error));
    }

    [Test]
    public void A_cancellation_passes_untouched()
    {
        var cancelled = new OperationCanceledException();
        using Scope scope = new Witness(outwards: _ => throw cancelled).Enter();
        Assert.That(Assert.Throws<OperationCanceledException>(() => Sample("x", Unit)), Is.SameAs(cancelled));
    }

    private static void Fail(bool now)
    {
        if (now) throw new InvalidOperationException("boom");
    }

    private sealed class Broken() : Distribution([])
    {
        public override Constraint Support => Constraints.Real;

        public override Tensor Sample(Rng rng, Shape sampleShape = default) => torch.zeros([]);

        protected override Tensor LogDensity(Tensor value) => throw new NotSupportedException("no density");
    }
}
