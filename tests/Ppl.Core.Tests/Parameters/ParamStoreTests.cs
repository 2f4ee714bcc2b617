using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

public sealed class ParamStoreTests
{
    [Test]
    public void Parameters_stand_in_the_order_in_which_they_were_met()
    {
        using ParamStore store = Store(() => { Param("b", 0.0); Param("a", 1.0); Param("b", 0.0); });
        Assert.That(store.Select(parameter => parameter.Name), Is.EqualTo(new[] { "b", "a" }));
        Assert.That(store, Has.Count.EqualTo(2));
    }

    [Test]
    public void An_unknown_name_is_PPL024_with_the_nearest_names_first()
    {
        using ParamStore store = Store(() => { Param("scale", 0.0); Param("location", 1.0); });
        Assert.That(() => store["locaton"], Raises.Code("PPL024").With.Message.Contains("location, scale").And.Message.Contains("write \"location\""));
        Assert.That(store.TryGet("locaton", out _), Is.False);
        Assert.That(store.TryGet("scale", out StoredParam? scale) && scale.Name == "scale", Is.True);
    }

    [Test]
    public void A_look_up_in_an_empty_store_is_PPL024()
    {
        using var store = new ParamStore();
        Assert.That(() => store["m"], Raises.Code("PPL024").With.Message.Contains("there are   none"));
    }

    [Test]
    public void A_parameter_keeps_its_first_initial_value_and_its_object()
    {
        using var store = new ParamStore();
        Bind(store, () => Param("m", 1.0));
        StoredParam first = store["m"];
        Bind(store, () => Param("m", 2.0));
        Assert.That(store["m"], Is.SameAs(first));
        Assert.That((double)first.Constrained(), Is.EqualTo(1));
    }

    [Test]
    public void A_computed_initial_value_is_computed_once()
    {
        using var store = new ParamStore();
        int computed = 0;
        void Program() => Param("m", () =>
        {
            computed++;
            return torch.zeros([3]);
        });
        Bind(store, Program);
        Bind(store, Program);
        Assert.That(computed, Is.EqualTo(1));
    }

    [Test]
    public void Numbers_take_the_dtype_of_the_engines_generator()
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        using var store = new ParamStore();
        using (new Seed(rng).Enter()) Bind(store, () => Param("m", [1.0, 2.0]));
        Assert.That(store["m"].Unconstrained.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(store["m"].Unconstrained.shape, Is.EqualTo(new long[] { 2 }));
    }

    [Test]
    public void One_name_with_two_shapes_is_PPL017()
    {
        using ParamStore store = Store(() => Param("m", 0.0));
        Assert.That(() => Bind(store, () => Param("m", [0.0, 1])), Raises.Code("PPL017").With.Message.Contains("parameter \"m\""));
    }

    [Test]
    public void One_name_with_two_constraints_is_PPL017()
    {
        using ParamStore store = Store(() => Param("s", 1.0, Constraints.Positive));
        Assert.That(() => Bind(store, () => Param("s", 1.0)), Raises.Code("PPL017").With.Message.Contains("positive").And.Message.Contains("real"));
        Assert.That(() => Bind(store, () => Param("s", 1.0, Constraints.Positive)), Throws.Nothing);
    }

    [Test]
    public void Equal_intervals_are_one_constraint()
    {
        using ParamStore store = Store(() => Param("s", 1.0, Constraints.Interval(0, 2)));
        Assert.That(() => Bind(store, () => Param("s", 1.0, Constraints.Interval(0, 2))), Throws.Nothing);
        Assert.That(() => Bind(store, () => Param("s", 1.0, Constraints.Interval(0, 3))), Raises.Code("PPL017"));
    }

    [Test]
    public void A_simplex_is_held_to_its_constrained_shape()
    {
        using ParamStore store = Store(() => Param("p", [0.5, 0.25, 0.25], Constraints.Simplex));
        Assert.That(store["p"].Unconstrained.shape, Is.EqualTo(new long[] { 2 }));
        Assert.That(() => Bind(store, () => Param("p", [0.5, 0.25, 0.25], Constraints.Simplex)), Throws.Nothing);
        Assert.That(() => Bind(store, () => Param("p", [0.5, 0.5], Constraints.Simplex)), Raises.Code("PPL017"));
    }

    [Test]
    public void Disposing_frees_the_leaves()
    {
        ParamStore store = Store(() => Param("m", 0.0));
        Tensor leaf = store["m"].Unconstrained;
        store.Dispose();
        Assert.That(leaf.IsInvalid, Is.True);
        Assert.That(store, Is.Empty);
    }

    private static ParamStore Store(Action program)
    {
        var store = new ParamStore();
        Bind(store, program);
        return store;
    }

    private static void Bind(ParamStore store, Action program)
    {
        using Scope scope = new BindParams(store).Enter();
        program();
    }
}
