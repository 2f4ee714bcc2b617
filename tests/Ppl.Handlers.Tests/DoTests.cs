using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class DoTests
{
    private readonly Tensor one = torch.tensor(1.0);

    [OneTimeTearDown]
    public void Free() => one.Dispose();

    /// <summary>u causes x and y, x causes y: P(u) = 1/2, P(x | u) = 1/10 + 8/10 u, P(y | x, u) = 2/10 + 1/10 x + 6/10 u.</summary>
    private static void Confounded()
    {
        Tensor u = Sample("u", new Bernoulli(torch.tensor(0.5)));
        Tensor x = Sample("x", new Bernoulli(0.1 + (0.8 * u)));
        Sample("y", new Bernoulli(0.2 + (0.1 * x) + (0.6 * u)));
    }

    [TestCase(0, 0.5, 0.26)]
    [TestCase(1, 0.6, 0.84)]
    public void Doing_and_seeing_differ_on_a_confounded_model(double x, double done, double seen)
    {
        using Tensor value = torch.tensor(x);
        Assert.That(ProbabilityOfY(new Do(At("x", value))), Is.EqualTo(done).Within(1e-12));
        Assert.That(ProbabilityOfY(new Condition(At("x", value))), Is.EqualTo(seen).Within(1e-12));
    }

    [Test]
    public void Doing_and_seeing_differ_on_a_linear_model_by_the_way_round_the_back()
    {
        // u ~ N(0, 1), x ~ N(2 u, 1), y ~ N(3 x + 5 u, 1): E[y | do(x)] = 3 x, E[y | x] = (3 + 5 · 2 / (2² + 1)) x.
        static void Linear()
        {
            Tensor u = Sample("u", new Normal(torch.zeros([], torch.float64), 1));
            Tensor x = Sample("x", new Normal(2 * u, 1));
            Sample("y", new Normal((3 * x) + (5 * u), 1));
        }
        using var rng = new Rng(4, torch.ScalarType.Float64);
        using Scope seed = new Seed(rng).Enter();
        using Scope copies = new Broadcast("copies", 20_000, dim: -1).Enter();
        using Tensor value = torch.tensor(1.5);
        StatisticalAssert.Mean(Traced.Of(Linear, new Do(At("x", value))).Values("y"), expected: 4.5, falseAlarm: 1e-6);
        Trace seen = Traced.Of(Linear, new Condition(At("x", value)));
        double[] weights = [.. seen["x"].LogProb.data<double>().Select(Math.Exp)], y = seen.Values("y");
        double mean = weights.Sum();
        double[] residuals = [.. y.Zip(weights, (draw, weight) => weight * (draw - 7.5) / mean)];
        StatisticalAssert.Mean(residuals, expected: 0, falseAlarm: 1e-6);
    }

    [Test]
    public void The_site_is_cut_off_from_its_parents_in_value_and_density()
    {
        using Tensor parent = torch.tensor(0.3, requires_grad: true);
        Trace trace = Traced.Of(() => Sample("x", new Normal(parent, 1)), new Do(At("x", one)));
        Assert.That(trace["x"].Distribution, Is.TypeOf<Delta>());
        Assert.That((double)trace["x"].LogProb, Is.Zero);
        Assert.That(trace["x"].LogProb.requires_grad, Is.False);
        Assert.That(trace["x"].IsObserved, Is.True);
    }

    [Test]
    public void Data_of_the_program_are_overridden()
    {
        Trace trace = Traced.Of(() => Sample("x", new Normal(0, 1), obs: torch.tensor(5.0)), new Do(At("x", one)));
        Assert.That(trace.Values("x"), Is.EqualTo(new[] { 1.0 }));
        Assert.That((double)trace.LogJoint(), Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_value_stretches_over_plates_outside_and_inside(bool inside)
    {
        var handler = new Do(At("x", one));
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            using Scope scope = (inside ? handler : new Do(At())).Enter();
            Sample("x", new Normal(torch.zeros([2]), 1).ToEvent(1));
        }, inside ? new Do(At()) : handler);
        Assert.That(trace["x"].LogProb.shape, Is.EqualTo(new long[] { 3 }));
        Assert.That((double)trace.LogJoint(), Is.Zero);
        Assert.That(trace.Values("x"), Has.All.EqualTo(1));
    }

    [Test]
    public void A_value_that_does_not_broadcast_is_PPL111()
    {
        using Tensor three = torch.zeros([3]);
        Assert.That(() => Traced.Of(Confounded, new Do(At("x", three))), Raises.Code("PPL111").With.Message.Contains("Do gave a value of another shape"));
    }

    [Test]
    public void A_value_that_the_variable_cannot_have_is_PPL019()
    {
        using Tensor half = torch.tensor(0.5);
        Assert.That(() => Traced.Of(Confounded, new Do(At("x", half))), Raises.Code("PPL019"));
    }

    [Test]
    public void A_name_that_the_program_lacks_is_PPL024() =>
        Assert.That(() => Traced.Of(Confounded, new Do(At("X", one))), Raises.Code("PPL024").With.Message.Contains("write \"x\""));

    [Test]
    public void Seeing_another_value_than_was_done_is_impossible()
    {
        using Tensor zero = torch.tensor(0.0);
        Trace trace = Traced.Of(Traced.Then(Confounded, new Do(At("x", one))), new Condition(At("x", zero)));
        Assert.That((double)trace["x"].LogProb, Is.EqualTo(double.NegativeInfinity));
    }

    /// <summary>P(y = 1) by summing over all values.</summary>
    private static double ProbabilityOfY(Handler handler)
    {
        double[,] weights = new double[2, 2];
        for (int u = 0; u < 2; u++)
        {
            for (int y = 0; y < 2; y++)
            {
                Dictionary<string, Tensor> values = new() { ["u"] = torch.tensor((double)u), ["y"] = torch.tensor((double)y) };
                weights[u, y] = Math.Exp((double)Traced.Of(Traced.Then(Confounded, handler), new Substitute(values)).LogJoint());
            }
        }
        return (weights[0, 1] + weights[1, 1]) / weights.Cast<double>().Sum();
    }

    private static Dictionary<string, Tensor> At(string? name = null, Tensor? value = null) => name is null ? [] : new() { [name] = value! };
}
