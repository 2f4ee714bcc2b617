using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>A generator goes on where it was saved.</summary>
public sealed class RngStateTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Draws_go_on_to_the_last_bit([Values(0, 1, 2, 7)] int drawn, [Values] bool drewTensors)
    {
        using Rng rng = new(5, torch.float64), other = new(6, torch.float64);
        Draw(other, 3);
        other.Randn([5]);
        Draw(rng, drawn);
        if (drewTensors) rng.Randn([drawn]);
        SavedState state = new();
        rng.Save(state);
        string expected = Everything(rng);

        other.Restore(state)();
        Assert.That(Everything(other), Is.EqualTo(expected));
        Assert.That(other.Seed, Is.EqualTo(5));
    }

    [Test]
    public void Forks_are_those_of_the_saved_source()
    {
        using Rng rng = new(5), other = new(6);
        SavedState state = new();
        rng.Save(state);
        other.Restore(state)();
        Assert.That(Everything(other.Fork(3)), Is.EqualTo(Everything(rng.Fork(3))));
    }

    [Test]
    public void Nothing_changes_before_the_action_runs()
    {
        using Rng rng = new(5), saved = new(6);
        SavedState state = new();
        saved.Randn([3]);
        saved.Save(state);
        rng.Restore(state);
        using Rng same = new(5);
        Assert.That(Everything(rng), Is.EqualTo(Everything(same)));
    }

    [Test]
    public void A_generator_of_another_dtype_is_PPL309()
    {
        using Rng rng = new(5), other = new(5, torch.float64);
        SavedState state = new();
        rng.Save(state);
        Assert.That(() => other.Restore(state), Raises.Code("PPL309").With.Message.Contains("Float32").And.Message.Contains("Float64"));
    }

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return Case("no seed", state => state.Add("dtype", "Float32"));
        yield return Case("seed -1", state => Basics(state, seed: "-1"));
        yield return Case("zeros alone", state => Basics(state, words: [0, 0, 0, 0]));
        yield return Case("three words", state => Basics(state, words: [1, 2, 3]));
        yield return Case("no device of that name", state => Basics(state).Part("generator").Add("abacus", torch.zeros([8], torch.uint8)));
        yield return Case("a state too short", state => Basics(state).Part("generator").Add("cpu", torch.zeros([8], torch.uint8)));
        yield return Case("a state of numbers", state => Basics(state).Part("generator").Add("cpu", torch.zeros([5056], torch.float64)));
        yield return Case("a state of zeros", state => Basics(state).Part("generator").Add("cpu", torch.zeros([5056], torch.uint8)));

        static TestCaseData Case(string name, Action<SavedState> fill) => new TestCaseData(fill).SetArgDisplayNames(name);

        static SavedState Basics(SavedState state, string seed = "5", long[]? words = null)
        {
            state.Add("seed", seed);
            state.Add("dtype", "Float32");
            state.Add("numbers", words ?? [1, 2, 3, 4]);
            return state;
        }
    }

    [TestCaseSource(nameof(Bad))]
    public void What_is_no_generators_state_is_PPL309(Action<SavedState> fill)
    {
        using Rng rng = new(5), same = new(5);
        SavedState state = new();
        fill(state);
        Assert.That(() => rng.Restore(state), Raises.Code("PPL309"));
        Assert.That(Everything(rng), Is.EqualTo(Everything(same)));
    }

    private static void Draw(Rng rng, int times)
    {
        for (int i = 0; i < times; i++) rng.NextGaussian();
    }

    private static string Everything(Rng rng) => string.Join(";",
        rng.NextGaussian(), rng.NextGaussian(), rng.NextInt64(1_000_000_000), string.Join(",", rng.Permutation(5)),
        string.Join(",", rng.Rand([40]).Numbers()), string.Join(",", rng.Randn([3, 33]).Numbers()));
}
