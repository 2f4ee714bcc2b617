using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Parameters that are saved, loaded, and met by a program again.</summary>
public sealed class ParamStoreStateTests
{
    private TemporaryFolder folder = null!;
    private IDisposable scope = null!;

    [SetUp]
    public void Open() => (folder, scope) = (new TemporaryFolder(), torch.NewDisposeScope());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Names_order_constraints_dtypes_and_values_come_back()
    {
        using ParamStore store = Met(Program), loaded = Again(store);
        Assert.That(loaded.Select(parameter => parameter.ToString()), Is.EqualTo(store.Select(parameter => parameter.ToString())));
        Assert.That(loaded.Select(parameter => parameter.Name), Is.EqualTo(new[] { "scale", "a/b 🎲", "mean", "weights", "factor" }));
        foreach (StoredParam parameter in store) AssertSame(loaded[parameter.Name], parameter);

        static void Program()
        {
            Param("scale", [0.1, 0.2], Constraints.Positive);
            Param("a/b 🎲", 0.3, Constraints.Interval(-0.1, 1.1));
            Param("mean", torch.tensor([0.1, 0.2, 0.3, 0.4]).reshape(2, 2));
            Param("weights", [0.2, 0.3, 0.5], Constraints.Simplex);
            Param("factor", torch.eye(2), Constraints.LowerCholesky);
        }
    }

    [Test]
    public void A_program_goes_on_with_the_loaded_values()
    {
        using ParamStore store = Met(() => Param("scale", 3.0, Constraints.Positive)), loaded = Again(store);
        StoredParam before = loaded["scale"];
        Tensor leaf = before.Unconstrained;
        Bind(loaded, () => Param("scale", 1.0, Constraints.Positive));
        Assert.That(loaded["scale"], Is.SameAs(before));
        Assert.That(loaded["scale"].Unconstrained, Is.SameAs(leaf));
        AssertSame(loaded["scale"], store["scale"]);
    }

    [Test]
    public void A_store_with_parameters_takes_the_saved_values_in_place()
    {
        using ParamStore store = Met(() => Param("m", 1.0)), other = Met(() => Param("m", 2.0));
        Tensor leaf = other["m"].Unconstrained;
        SavedState state = new();
        store.Save(state);
        Action restore = other.Restore(state);
        Assert.That((double)leaf, Is.EqualTo(2), "nothing changes before the action runs");
        restore();
        Assert.That(other["m"].Unconstrained, Is.SameAs(leaf));
        Assert.That((double)leaf, Is.EqualTo(1));
    }

    [Test]
    public void Another_models_parameters_are_PPL309_and_change_nothing()
    {
        using ParamStore store = Met(() =>
        {
            Param("mean", [0.0, 1.0]);
            Param("scale", 1.0, Constraints.Positive);
            Param("common", 1.0);
            Param("theirs", 1.0);
        });
        using ParamStore other = Met(() =>
        {
            Param("mean", [0.0, 1.0, 2.0]);
            Param("scale", 1.0);
            Param("common", 2.0);
            Param("ours", torch.zeros([2], torch.float64));
        });
        SavedState state = new();
        store.Save(state);
        PplException error = Assert.Throws<PplException>(() => other.Restore(state))!;
        Golden.Check(error.Message, "PPL309.parameters");
        Assert.That((double)other["common"].Unconstrained, Is.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> NoParameters()
    {
        yield return Case("no constraint", state => state.Part("position").Add("p", 0), "it has no \"constraint/p\"");
        yield return Case("no position", state => state.Part("constraint").Add("p", "real"), "it has no \"position/p\"");
        yield return Constrained("a discrete constraint", "boolean");
        yield return Constrained("an unknown constraint", "imaginary");
        yield return Constrained("ends that do not fit", "interval [3]=0,0,0 [3]=1,1,1 closed");
        yield return Constrained("a matrix that is none", "lower-cholesky");

        static TestCaseData Constrained(string name, string constraint) => Case(name, state =>
        {
            state.Part("position").Add("p", 0);
            state.Part("constraint").Add("p", constraint);
        }, "is no parameter");

        static TestCaseData Case(string name, Action<SavedState> fill, string message) => new TestCaseData(fill, message).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(NoParameters))]
    public void What_is_no_parameter_is_PPL309(Action<SavedState> fill, string message)
    {
        SavedState state = new();
        state.Part("parameter").Add("p", torch.zeros([2]));
        fill(state);
        using var store = new ParamStore();
        Assert.That(() => store.Restore(state), Raises.Code("PPL309").With.Message.Contains(message));
        Assert.That(store, Is.Empty);
    }

    [Test]
    public void Whole_numbers_are_no_parameter()
    {
        SavedState state = new();
        state.Part("parameter").Add("p", torch.zeros([2], torch.int64));
        state.Part("constraint").Add("p", "real");
        state.Part("position").Add("p", 0);
        using var store = new ParamStore();
        Assert.That(() => store.Restore(state), Raises.Code("PPL309").With.Message.Contains("Int64"));
    }

    [Test]
    public void A_file_that_is_none_is_refused() => Assert.That(() => ParamStore.Load(folder["missing"]), Raises.Code("PPL301"));

    private static void AssertSame(StoredParam actual, StoredParam expected)
    {
        Assert.That(actual.Constraint, Is.EqualTo(expected.Constraint));
        Assert.That(actual.Unconstrained.dtype, Is.EqualTo(expected.Unconstrained.dtype));
        Assert.That(SavedArray.Of(actual.Unconstrained).Bytes, Is.EqualTo(SavedArray.Of(expected.Unconstrained).Bytes));
        Assert.That(actual.Unconstrained.requires_grad && actual.Unconstrained.is_leaf, Is.True);
    }

    private ParamStore Again(ParamStore store)
    {
        store.Save(folder["parameters"]);
        return ParamStore.Load(folder["parameters"]);
    }

    private static ParamStore Met(Action program)
    {
        var store = new ParamStore();
        Bind(store, program);
        return store;
    }

    private static void Bind(ParamStore store, Action program)
    {
        using Scope bind = new BindParams(store).Enter();
        program();
    }
}
