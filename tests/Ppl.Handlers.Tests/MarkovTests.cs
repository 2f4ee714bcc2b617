using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class MarkovTests
{
    private static readonly double[] Uniform = [0.25, 0.25, 0.25, 0.25];

    [Test]
    public void Outside_any_handler_it_is_a_loop() => Assert.That(Markov(3), Is.EqualTo(new[] { 0, 1, 2 }));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void Dims_are_taken_in_turn(int history)
    {
        Trace trace = Chain(length: 50, history, back: history);
        Assert.That(trace.Latents.Select(site => -site.Enumeration!.Value.Dim), Is.EqualTo(Enumerable.Range(0, 50).Select(t => (t % (history + 2)) + 1)));
        Assert.That(trace.Latents.Skip(history), Has.All.Matches<SampleSite>(site => site.Enumerations.Length == history + 1));
        Assert.That(trace["z49"].LogProb.NumberOfElements, Is.EqualTo(16));
    }

    [TestCase(1, 2)]
    [TestCase(2, 3)]
    [TestCase(0, 1)]
    public void A_value_from_further_back_is_PPL114(int history, int back) =>
        Assert.That(() => Chain(length: 10, history, back), Raises.Code("PPL114").With.Message.Contains($"\"z{back}\": depends on \"z0\""));

    [Test]
    public void After_the_loop_its_values_are_out_of_reach() =>
        Assert.That(() => EnumerateTests.Enumerated(() =>
        {
            Tensor z = torch.tensor(0L);
            foreach (int t in Markov(3)) z = Sample($"z{t}", Next(z));
            Sample("end", Next(z));
        }), Raises.Code("PPL114").With.Message.Contains("\"end\": depends on \"z2\""));

    [Test]
    public void Loops_one_after_another_take_the_same_dims()
    {
        Trace trace = EnumerateTests.Enumerated(() =>
        {
            for (int i = 0; i < 40; i++)
                foreach (int t in Markov(2)) Sample($"z{i},{t}", new Categorical(Uniform));
        });
        Assert.That(trace.Latents.Min(site => site.Enumeration!.Value.Dim), Is.GreaterThanOrEqualTo(-2));
    }

    [Test]
    public void The_elements_of_a_sequential_plate_take_the_same_dims()
    {
        Trace trace = EnumerateTests.Enumerated(() =>
        {
            foreach (long i in SequentialPlate("rows", 100)) Sample($"z{i}", new Categorical(Uniform));
        });
        Assert.That(trace.Latents.Min(site => site.Enumeration!.Value.Dim), Is.EqualTo(-2));
        Assert.That(trace["z99"].Enumerations.Single().Name, Is.EqualTo("z99"));
    }

    [Test]
    public void Loops_nest()
    {
        Trace trace = EnumerateTests.Enumerated(() =>
        {
            Tensor common = Sample("common", new Categorical(Uniform));
            Tensor outer = torch.tensor(0L);
            foreach (int s in Markov(10))
            {
                outer = Sample($"z{s}", Next(outer));
                Tensor inner = outer;
                foreach (int t in Markov(10)) inner = Sample($"z{s},{t}", Next(inner));
            }
        });
        Assert.That(trace["z9,9"].Enumerations.Select(frame => frame.Name), Is.EqualTo(new[] { "common", "z8", "z9", "z9,8", "z9,9" }));
        Assert.That(trace.Latents.Min(site => site.Enumeration!.Value.Dim), Is.GreaterThanOrEqualTo(-9));
    }

    [Test]
    public void A_loop_that_is_left_early_leaves_the_stack()
    {
        foreach (int t in Markov(10))
            if (t == 3) break;
        Assert.That(EffectStack.Handlers, Is.Empty);
    }

    [Test]
    public void An_exception_inside_leaves_the_stack_clean()
    {
        Assert.That(() =>
        {
            foreach (int t in Markov(10)) throw new InvalidOperationException();
        }, Throws.InvalidOperationException);
        Assert.That(EffectStack.Handlers, Is.Empty);
    }

    [TestCase(-1, 1)]
    [TestCase(1, -1)]
    public void Negative_lengths_and_histories_are_refused(int length, int history) =>
        Assert.That(() => Markov(length, history), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static Trace Chain(int length, int history, int back) => EnumerateTests.Enumerated(() =>
    {
        var states = new List<Tensor>();
        foreach (int t in Markov(length, history))
            states.Add(Sample($"z{t}", t < back ? new Categorical(Uniform) : Next(states[t - back])));
    });

    /// <summary>Each of four states goes to each with a probability of its own.</summary>
    private static Distribution Next(Tensor state) => new Categorical((torch.arange(16).reshape(4, 4) + 1.0) / 100).Gather(state);
}
