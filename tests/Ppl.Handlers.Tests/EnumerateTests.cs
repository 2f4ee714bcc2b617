using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class EnumerateTests
{
    private static readonly double[] Three = [0.2, 0.3, 0.5];

    [Test]
    public void A_latent_has_all_its_values_along_a_dim_left_of_the_plates()
    {
        Trace trace = Enumerated(() =>
        {
            Tensor z = Sample("z", new Categorical(Three));
            using Plate rows = Plate("rows", 5);
            Sample("w", new Bernoulli(torch.tensor([0.1, 0.5, 0.9])[z]));
        }, plateDepth: 1);
        Assert.That(trace["z"].Enumeration, Is.EqualTo(new EnumerationFrame("z", -2, 3)));
        Assert.That(trace["z"].Value!.shape, Is.EqualTo(new long[] { 3, 1 }));
        Assert.That(trace["w"].Enumerations, Is.EqualTo(new EnumerationFrame[] { new("z", -2, 3), new("w", -3, 2) }));
        Assert.That(trace["w"].LogProb.shape, Is.EqualTo(new long[] { 2, 3, 5 }));
    }

    [Test]
    public void Sites_that_have_a_value_keep_it()
    {
        Tensor one = torch.tensor(1L);
        void Program()
        {
            Sample("seen", new Categorical(Three), obs: one);
            Sample("given", new Categorical(Three));
        }
        Trace trace = Enumerated(Program, new Substitute(new Dictionary<string, Tensor> { ["given"] = one }));
        Assert.That(trace["seen"].Value, Is.SameAs(one));
        Assert.That(trace["given"].Value, Is.SameAs(one));
        Assert.That(trace["given"].Enumerations, Is.Empty);
    }

    [Test]
    public void Continuous_latents_and_those_that_ask_for_it_are_drawn()
    {
        Trace trace = Enumerated(() =>
        {
            Sample("x", new Normal(0, 1));
            Sample("z", new Categorical(Three), options: Treated(Enumeration.Drawn));
        });
        Assert.That(trace["x"].Enumeration ?? trace["z"].Enumeration, Is.Null);
        Assert.That(trace["z"].Value!.shape, Is.Empty);
    }

    [Test]
    public void A_rule_decides_over_the_options()
    {
        Trace trace = Enumerated(() => Sample("z", new Categorical(Three), options: Treated(Enumeration.Drawn)), rule: _ => Enumeration.Parallel);
        Assert.That(trace["z"].Enumeration, Is.Not.Null);
    }

    [Test]
    public void An_enumerated_value_of_a_replayed_trace_is_in_reach()
    {
        Trace guide = Enumerated(() => Sample("z", new Categorical(Three)));
        Trace model = Enumerated(() =>
        {
            Tensor z = Sample("z", new Categorical(Three));
            Sample("w", new Bernoulli(torch.tensor([0.1, 0.5, 0.9])[z]));
        }, new Replay(guide));
        Assert.That(model["z"].Value, Is.SameAs(guide["z"].Value));
        Assert.That(model["w"].LogProb.shape, Is.EqualTo(new long[] { 2, 3 }));
    }

    [Test]
    public void Factors_know_what_they_depend_on()
    {
        Trace trace = Enumerated(() => Factor("f", torch.tensor([1.0, 2, 3])[Sample("z", new Categorical(Three))]));
        Assert.That(trace.Scored.Last().Enumerations.Single().Name, Is.EqualTo("z"));
    }

    [Test]
    public void Values_have_the_dtype_of_a_draw()
    {
        Trace trace = Enumerated(() =>
        {
            Sample("of the run", new Bernoulli(0.3));
            Sample("of the argument", new Bernoulli(torch.tensor(0.3f)));
        });
        Assert.That(trace["of the run"].Value!.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(trace["of the argument"].Value!.dtype, Is.EqualTo(torch.ScalarType.Float32));
    }

    [Test]
    public void Draws_lie_along_the_dim_and_depend_on_no_enumerated_site()
    {
        Trace trace = Enumerated(() =>
        {
            Tensor z = Sample("z", new Categorical(Three));
            using Plate rows = Plate("rows", 5);
            Sample("x", new Normal(z.to(torch.float64), 1), options: Treated(Enumeration.MonteCarlo(7)));
        }, plateDepth: 1);
        Assert.That(trace["x"].Value!.shape, Is.EqualTo(new long[] { 7, 1, 5 }));
        Assert.That(trace["x"].Enumeration, Is.EqualTo(new EnumerationFrame("x", -3, 7, AreDraws: true)));
        Assert.That(trace["x"].LogProb.shape, Is.EqualTo(new long[] { 7, 3, 5 }));
    }

    [Test]
    public void Draws_are_of_the_equal_mixture_over_the_values_of_enumerated_sites()
    {
        Trace trace = Enumerated(() =>
        {
            Tensor z = Sample("z", new Categorical(Three));
            Sample("w", new Categorical(torch.tensor(new double[,] { { 1, 0, 0 }, { 1, 0, 0 }, { 0, 0.5, 0.5 } })[z]), options: Treated(Enumeration.MonteCarlo(6000)));
        });
        double[] draws = trace.Values("w");
        long[] counts = [.. Enumerable.Range(0, 3).Select(k => draws.LongCount(draw => draw == k))];
        StatisticalAssert.Frequencies(counts, [2 / 3.0, 1 / 6.0, 1 / 6.0], falseAlarm: 1e-6);
    }

    [Test]
    public void Sequential_sites_run_once_for_each_combination_and_may_decide_what_follows()
    {
        Program<int> program = _ =>
        {
            using Plate rows = Plate("rows", 2);
            Tensor coins = Sample("coins", new Bernoulli(0.25), options: Treated(Enumeration.Sequential));
            if ((double)coins.sum() == 2) Sample("bonus", new Categorical(Three), options: Treated(Enumeration.Sequential));
        };
        Trace[] runs = [.. Enumerate.Runs(program, 0, plateDepth: 1)];
        Assert.That(runs.Select(run => string.Concat(run.Values("coins"))), Is.EqualTo(new[] { "00", "01", "10" }.Concat(Enumerable.Repeat("11", 9))));
        Assert.That(runs.Sum(run => Math.Exp((double)run.LogJoint())), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void A_sequential_site_in_a_single_run_is_refused() =>
        Assert.That(() => Enumerated(() => Sample("z", new Bernoulli(0.5), options: Treated(Enumeration.Sequential))), Throws.TypeOf<PplException>().With.Message.Contains("Enumerate.Runs"));

    [TestCase(true)]
    [TestCase(false)]
    public void A_branch_on_an_enumerated_value_is_PPL011(bool byItem) =>
        Assert.That(() => Enumerated(() =>
        {
            Tensor z = Sample("z", new Bernoulli(torch.tensor(0.5)));
            if ((byItem ? z.item<float>() : (double)z) > 0) Sample("w", new Normal(0, 1));
        }), Raises.Code("PPL011").With.Message.Contains("z(dim -1, 2 values)"));

    [Test]
    public void More_sites_in_reach_than_a_tensor_has_dims_is_PPL113() =>
        Assert.That(() => Enumerated(() =>
        {
            for (int i = 0; i < 100; i++) Sample($"z{i}", new Bernoulli(0.5));
        }), Raises.Code("PPL113"));

    [Test]
    public void The_shape_table_says_which_sites_are_enumerated() =>
        Assert.That(Enumerated(() => Sample("z", new Categorical(Three))).ToString(), Does.EndWith("3 values at dim -1"));

    internal static SiteOptions Treated(Enumeration how) => new() { Enumeration = how };

    internal static Trace Enumerated(Action program, int plateDepth = 0, Func<SampleSite, Enumeration>? rule = null)
    {
        using var rng = new Rng(seed: 1, torch.ScalarType.Float64);
        Program<int> plain = _ => program();
        return Trace.Of(plain.Under(new Seed(rng)).Under(() => new Enumerate(plateDepth, rule)), 0);
    }

    private static Trace Enumerated(Action program, Handler inside)
    {
        Program<int> plain = Traced.Under(program, inside);
        return Trace.Of(plain.Under(() => new Enumerate(plateDepth: 0)), 0);
    }
}
