using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>The buffers of bound modules are saved and restored with the weights.</summary>
public sealed class ModuleBufferTests
{
    private readonly List<Normalised> modules = [];

    [TearDown]
    public void Close()
    {
        modules.ForEach(module => module.Dispose());
        modules.Clear();
    }

    [Test]
    public void Persistent_buffers_are_saved_under_their_modules_name()
    {
        using ParamStore store = Bound(Trained());
        Assert.That(Saved(store).Part("buffer").Arrays, Is.EqualTo(new[] { "net.count", "net.mean" }));
    }

    [Test]
    public void A_module_that_is_bound_later_gets_its_buffers()
    {
        using ParamStore store = Bound(Trained()), restored = new();
        restored.Restore(Saved(store))();
        Normalised module = New();
        Bind(restored, module);
        Assert.That(module.Mean.Numbers(), Is.EqualTo(new[] { 0.25, 0.25 }));
        Assert.That(module.Count.Numbers(), Is.EqualTo(new[] { 1.0 }));
        Assert.That(module.Cache.Numbers(), Is.EqualTo(new[] { 0.0, 0 }), "not persistent");
    }

    [Test]
    public void A_module_that_is_bound_already_gets_them_in_place()
    {
        using ParamStore store = Bound(Trained());
        SavedState state = Saved(store);
        Normalised module = New();
        using ParamStore other = Bound(module);
        Tensor mean = module.Mean;
        Action restore = other.Restore(state);
        Assert.That(mean.Numbers(), Is.EqualTo(new[] { 0.0, 0 }), "nothing changes before the action runs");
        restore();
        Assert.That(module.Mean, Is.SameAs(mean));
        Assert.That(mean.Numbers(), Is.EqualTo(new[] { 0.25, 0.25 }));
    }

    [Test]
    public void Buffers_of_another_shape_are_PPL309()
    {
        using ParamStore store = Bound(Trained()), other = Bound(New(size: 3)), restored = new();
        Assert.That(() => other.Restore(Saved(store)), Raises.Code("PPL309").With.Message.Contains("net.mean").And.Message.Contains("[3]"));
        restored.Restore(Saved(store))();
        Assert.That(() => Bind(restored, New(size: 3)), Raises.Code("PPL309").With.Message.Contains("net.mean"));
    }

    [Test]
    public void A_state_without_the_buffers_is_PPL309()
    {
        using ParamStore store = Bound(Trained()), restored = new();
        SavedState state = Saved(store), without = new();
        foreach (string name in state.Part("parameter").Arrays) without.Part("parameter").Add(name, state.Part("parameter").Array(name));
        foreach (string name in state.Texts) without.Add(name, state.Text(name));
        restored.Restore(without)();
        Assert.That(() => Bind(restored, New()), Raises.Code("PPL309").With.Message.Match("net.mean +Float32 \\[2\\] +none"));
        using ParamStore other = Bound(New());
        Assert.That(() => other.Restore(without), Raises.Code("PPL309"));
    }

    private Normalised Trained()
    {
        Normalised module = New();
        module.Train();
        return module;
    }

    private Normalised New(int size = 2)
    {
        Normalised module = new(size);
        modules.Add(module);
        return module;
    }

    private static SavedState Saved(ParamStore store)
    {
        SavedState state = new();
        store.Save(state);
        return state;
    }

    private static ParamStore Bound(Normalised module)
    {
        var store = new ParamStore();
        Bind(store, module);
        return store;
    }

    private static void Bind(ParamStore store, Normalised module)
    {
        using Scope bind = new BindParams(store).Enter();
        Module("net", module);
    }
}
