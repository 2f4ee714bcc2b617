using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class InitialValuesTests
{
    /// <summary>The median of LogNormal(3, 1/10) is e³; of 999 draws it is within 5 · 1.2533 · 0.1/√999 = 0.02 in the logarithm (false alarm 6e-7).</summary>
    [Test]
    public void The_median_of_the_prior() => Assert.That(Math.Log(Start(InitialValues.Median(999), _ => Sample("z", new LogNormal(3, 0.1)))), Is.EqualTo(3).Within(0.02));

    [Test]
    public void A_median_of_a_simplex_lies_on_it() =>
        Assert.That(Start(InitialValues.Median(), _ => Sample("z", new Dirichlet(torch.ones([4], torch.float64))), value => value.sum()), Is.EqualTo(1).Within(1e-12));

    [Test]
    public void The_mean_of_the_prior() => Assert.That(Start(InitialValues.Mean(), _ => Sample("z", new Gamma(3, 2))), Is.EqualTo(1.5));

    [Test]
    public void A_prior_without_a_mean_is_named() =>
        Assert.That(() => Start(InitialValues.Mean(), _ => Sample("z", new Cauchy(0, 1))), Raises.Code("PPL027").With.Message.Contains("z"));

    [Test]
    public void One_draw_is_one_of_the_generators() =>
        Assert.That(Start(InitialValues.Sample(), _ => Sample("z", new Normal(0, 1))), Is.Not.EqualTo(Start(InitialValues.Sample(), _ => Sample("z", new Normal(0, 1)), seed: 2)));

    [Test]
    public void Uniform_numbers_stay_within_the_radius_whatever_the_prior()
    {
        Program<int> model = _ => Sample("z", new Normal(torch.full([1000], 1e6, torch.float64), 1).ToEvent(1));
        Assert.That(Start(InitialValues.Uniform(2), model, value => value.abs().max()), Is.InRange(1.9, 2));
        Assert.That(Start(InitialValues.Uniform(0), _ => Sample("z", new Beta(5, 1))), Is.EqualTo(0.5));
    }

    [Test]
    public void Given_values_are_taken_and_the_others_found()
    {
        var values = new Dictionary<string, Tensor> { ["z"] = torch.tensor(0.25) };
        Assert.That(Start(InitialValues.Values(values, InitialValues.Mean()), _ => { Sample("z", new Normal(0, 1)); Sample("x", new Normal(7, 1)); }), Is.EqualTo(0.25));
        Assert.That(Start(InitialValues.Values(values, InitialValues.Mean()), _ => { Sample("x", new Normal(0, 1)); Sample("z", new Normal(7, 1)); }), Is.EqualTo(0.25));
    }

    /// <summary>The sites of a draw belong together; each draw has its turn; what is no latent plays no part.</summary>
    [Test]
    public void One_of_many_draws_is_taken_whole()
    {
        var samples = new Samples(
            new Draws("z", [], [1, 2, 3]), new Draws("x", [2], [1, 1, 2, 2, 3, 3]), new Draws("sum", [], [0, 0, 0], SiteRole.Deterministic));
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new Normal(0, 1)), x = Sample("x", new Normal(torch.zeros([2]), 1).ToEvent(1)), other = Sample("sum", new Normal(50, 1e-3));
            Assert.That((double)x.sum(), Is.EqualTo(2 * (double)z));
            Assert.That((double)other, Is.EqualTo(50).Within(1));
        };
        double[] starts = [.. Enumerable.Range(0, 40).Select(seed => Start(InitialValues.Draws(samples), model, seed: (ulong)seed))];
        Assert.That(starts.Distinct(), Is.EquivalentTo(new[] { 1.0, 2, 3 }));
        Assert.That(Start(InitialValues.Feasible(InitialValues.Draws(samples)), model), Is.AnyOf(1.0, 2.0, 3.0));
    }

    [Test]
    public void A_given_value_of_another_shape_is_PPL111() =>
        Assert.That(() => Start(InitialValues.Values(new Dictionary<string, Tensor> { ["z"] = torch.zeros([2]) }), _ => Sample("z", new Normal(0, 1))), Raises.Code("PPL111"));

    /// <summary>A site is given its value before those that depend on it are drawn.</summary>
    [Test]
    public void Later_sites_are_found_given_earlier_ones()
    {
        var values = new Dictionary<string, Tensor> { ["far"] = torch.tensor(1e4) };
        Assert.That(Start(InitialValues.Values(values), _ => Sample("z", new Normal(Sample("far", new Normal(0, 1)), 1))), Is.EqualTo(1e4).Within(10));
    }

    /// <summary>The prior's middle, 0, has density 0 under the factor; half of all other points have not.</summary>
    [Test]
    public void A_search_goes_on_until_density_and_gradient_are_finite()
    {
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new Normal(-50, 0.1));
            Factor("positive", torch.where(z > 0, torch.zeros_like(z), torch.full_like(z, double.NegativeInfinity)));
        };
        Assert.That(Start(InitialValues.Feasible(), model), Is.InRange(0, 2));
    }

    [Test]
    public void A_search_refuses_infinite_gradients()
    {
        Program<int> model = _ => Factor("f", Sample("z", new Normal(0, 1)).abs().sqrt());
        Assert.That(Start(InitialValues.Feasible(InitialValues.Uniform(0)), model), Is.Not.Zero);
    }

    [Test]
    public void A_search_that_finds_nothing_is_PPL205()
    {
        Program<int> model = _ => Factor("never", Sample("z", new Normal(0, 1)) * 0 + double.NegativeInfinity);
        Assert.That(() => Start(InitialValues.Feasible(tries: 7), model), Raises.Code("PPL205").With.Message.Contains("of 7 tried").And.Message.Contains("\"never\""));
    }

    [Test]
    public void The_search_leaves_the_engines_generator_as_it_was()
    {
        double First(InitialValues initial)
        {
            Program<int> model = _ => Sample("z", new Normal(0, 1));
            List<double> seen = [];
            using var svi = new Svi<int>(
                _ => seen.Add((double)Sample("z", new Normal(0, 1))), new AutoNormal<int>(model, initial), new Sgd(0.1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
            svi.EvaluateLoss(0);
            return seen[^1];
        }
        Assert.That(First(InitialValues.Mean()), Is.EqualTo(First(InitialValues.Values(new Dictionary<string, Tensor> { ["z"] = torch.tensor(0.0) }))));
    }

    private static double Start(InitialValues initial, Program<int> model, Func<Tensor, Tensor>? read = null, ulong seed = 1)
    {
        using Rng rng = new(seed, torch.ScalarType.Float64);
        Tensor value = initial.Find(() => model(0), rng)["z"].Value!;
        return (double)(read is null ? value : read(value));
    }
}
