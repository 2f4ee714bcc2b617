using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

public sealed class ScopeTests
{
    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void Plates_closed_out_of_order_are_PPL021()
    {
        Plate outer = Plate("outer", 2);
        Plate inner = Plate("inner", 3);
        Assert.That(outer.Dispose, Raises.Code("PPL021").With.Message.Contains("plate \"outer\" was closed out of order").And.Message.Contains("plate \"inner\""));
        Assert.That(inner.Dispose, Raises.Code("PPL021"));
    }

    [Test]
    public void Handlers_closed_out_of_order_are_PPL021_and_both_are_off_the_stack()
    {
        Scope outer = new Witness().Enter();
        Scope inner = new Witness().Enter();
        string?[] codes = [Code(outer), Code(inner)];
        Assert.That(codes, Is.EqualTo(new[] { "PPL021", "PPL021" }));
    }

    [Test]
    public void A_handler_closed_twice_is_PPL021()
    {
        Scope scope = new Witness().Enter();
        scope.Dispose();
        Assert.That(Code(scope), Is.EqualTo("PPL021"));
    }

    [Test]
    public void A_plate_left_open_is_PPL022_where_the_handler_around_it_closes()
    {
        Scope scope = new Witness().Enter();
        Plate("forgotten", 2);
        Assert.That(Code(scope), Is.EqualTo("PPL022"));
    }

    [Test]
    public void A_plate_closed_twice_does_no_harm()
    {
        using Scope scope = new Witness().Enter();
        Plate plate = Plate("rows", 2);
        plate.Dispose();
        Assert.That(plate.Dispose, Throws.Nothing);
        Assert.That(EffectStack.Handlers.Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_plate_may_be_captured_and_closed_later()
    {
        Plate plate = Plate("rows", 2);
        Func<Tensor> draw = () => Sample("x", new Normal(0, plate.Size));
        Assert.That(draw().shape, Is.EqualTo(new long[] { 2 }));
        plate.Dispose();
    }

    /// <summary>The code of the error that closing gives; a scope, a ref struct, fits in no lambda.</summary>
    private static string? Code(Scope scope)
    {
        try
        {
            scope.Dispose();
            return null;
        }
        catch (PplException error)
        {
            return error.Code;
        }
    }
}
