using Ppl.Handlers;
using Ppl.Testing;
using TorchSharp.Modules;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Restored parameters, when a program first meets them.</summary>
public sealed class AdoptionTests
{
    private IDisposable scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void A_modules_weight_takes_the_values_and_stays_the_leaf()
    {
        using Linear saved = torch.nn.Linear(3, 2), module = torch.nn.Linear(3, 2);
        using ParamStore restored = Restored(() => Module("net", saved));
        using Rng rng = new(9), untouched = new(9);
        using (new Seed(rng).Enter()) Bind(restored, () => Module("net", module));
        Assert.That(restored["net.weight"].Unconstrained, Is.SameAs(module.weight));
        Assert.That(module.weight.Numbers(), Is.EqualTo(saved.weight.Numbers()));
        Assert.That(module.bias!.Numbers(), Is.EqualTo(saved.bias!.Numbers()));
        Assert.That(rng.Randn([3]).Numbers(), Is.EqualTo(untouched.Randn([3]).Numbers()), "nothing is drawn for weights that were restored");
        restored.Dispose();
        Assert.That(module.weight.IsInvalid, Is.False);
    }

    [Test]
    public void A_second_module_under_the_name_is_PPL017_as_ever()
    {
        using Linear module = torch.nn.Linear(3, 2), second = torch.nn.Linear(3, 2);
        using ParamStore restored = Restored(() => Module("net", module));
        Bind(restored, () => Module("net", module));
        Assert.That(() => Bind(restored, () => Module("net", second)), Raises.Code("PPL017"));
    }

    [Test]
    public void A_modules_weight_of_another_shape_or_dtype_is_PPL309_and_stays_as_it_was()
    {
        using Linear saved = torch.nn.Linear(3, 2), wide = torch.nn.Linear(4, 2), doubled = torch.nn.Linear(3, 2, dtype: torch.ScalarType.Float64);
        using ParamStore restored = Restored(() => Module("net", saved));
        Assert.That(() => Bind(restored, () => Module("net", wide)), Raises.Code("PPL309").With.Message.Contains("net.weight").And.Message.Contains("[2, 4]"));
        Assert.That(() => Bind(restored, () => Module("net", doubled)), Raises.Code("PPL309").With.Message.Contains("Float64"));
        Assert.That(restored["net.weight"].Unconstrained.numel(), Is.EqualTo(6));
    }

    [Test]
    public void Another_shape_or_constraint_is_PPL309()
    {
        using ParamStore restored = Restored(() => Param("s", [1.0, 2], Constraints.Positive));
        Assert.That(() => Bind(restored, () => Param("s", 1.0, Constraints.Positive)), Raises.Code("PPL309"));
        Assert.That(() => Bind(restored, () => Param("s", [1.0, 2])), Raises.Code("PPL309").With.Message.Contains("real").And.Message.Contains("positive"));
        Assert.That(() => Bind(restored, () => Param("s", [5.0, 5], Constraints.Positive)), Throws.Nothing);
        Assert.That(() => Bind(restored, () => Param("s", [1.0, 2])), Raises.Code("PPL017"));
    }

    [Test]
    public void A_new_name_while_saved_ones_wait_is_PPL309()
    {
        using ParamStore restored = Restored(() => { Param("a", 1.0); Param("b", 1.0); });
        Assert.That(() => Bind(restored, () => { Param("a", 1.0); Param("c", 1.0); }), Raises.Code("PPL309").With.Message.Match("c +real +none").And.Message.Match("b +none +Float32 \\[\\] real"));
    }

    [Test]
    public void A_name_that_comes_after_all_saved_ones_were_met_is_new()
    {
        using ParamStore restored = Restored(() => Param("a", 1.0));
        Bind(restored, () => { Param("a", 2.0); Param("late", 3.0); });
        Assert.That(restored.Select(parameter => parameter.Name), Is.EqualTo(new[] { "a", "late" }));
        Assert.That((double)restored["late"].Constrained(), Is.EqualTo(3));
    }

    [Test]
    public void An_interval_between_tensors_goes_on_with_the_programs_own()
    {
        Tensor low = torch.tensor([0f, 0.1f]), high = torch.tensor([1f, 0.7f]);
        using ParamStore restored = Restored(Program);
        double[] before = restored["p"].Constrained().Numbers();
        Bind(restored, Program);
        Assert.That(restored["p"].Constraint, Is.EqualTo(Constraints.Interval(low, high)), "the very tensors");
        Bind(restored, Program);
        Assert.That(restored["p"].Constrained().Numbers(), Is.EqualTo(before));

        void Program() => Param("p", [0.5, 0.4], Constraints.Interval(low, high));
    }

    [Test]
    public void A_restored_store_that_no_program_has_met_is_saved_as_it_was()
    {
        using Sequential net = Normalised.Network();
        SavedState first = new(), second = new();
        using ParamStore restored = Restored(() => Module("net", net), first);
        restored.Save(second);
        Assert.That(second.Texts.Select(name => (name, second.Text(name))), Is.EqualTo(first.Texts.Select(name => (name, first.Text(name)))));
        Assert.That(second.Arrays, Is.EqualTo(first.Arrays));
        foreach (string name in first.Arrays) Assert.That(second.Array(name).Bytes, Is.EqualTo(first.Array(name).Bytes));
    }

    [LeakTest]
    public void Saving_and_restoring_leak_nothing()
    {
        using IDisposable step = torch.NewDisposeScope();
        Tensor low = torch.tensor([0f, 0.1f]), high = torch.tensor([1f, 0.7f]);
        using Sequential module = Normalised.Network();
        using ParamStore restored = Restored(Program);
        Bind(restored, Program);
        using Rng rng = new(1);
        rng.Randn([3]);
        SavedState state = new();
        restored.Save(state);
        rng.Save(state.Part("rng"));
        restored.Restore(state)();
        rng.Restore(state.Part("rng"))();

        void Program()
        {
            Module("net", module);
            Param("p", [0.5, 0.4], Constraints.Interval(low, high));
        }
    }

    /// <summary>A store restored from what the program leaves in another.</summary>
    private static ParamStore Restored(Action program) => Restored(program, new SavedState());

    private static ParamStore Restored(Action program, SavedState state)
    {
        using var store = new ParamStore();
        Bind(store, program);
        store.Save(state);
        var restored = new ParamStore();
        restored.Restore(state)();
        return restored;
    }

    private static void Bind(ParamStore store, Action program)
    {
        using Scope bind = new BindParams(store).Enter();
        program();
    }
}
