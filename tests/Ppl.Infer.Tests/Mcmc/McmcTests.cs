using System.Collections.Concurrent;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class McmcTests
{
    private static readonly McmcOptions Few = new() { Chains = 3, Draws = 30, Warmup = 40, Threads = 1, Seed = 4 };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    [Test]
    public void The_draws_do_not_depend_on_the_threads()
    {
        McmcResult one = new Mcmc(Few with { Chains = 4 }).Run(Small, 0), four = new Mcmc(Few with { Chains = 4, Threads = 4 }).Run(Small, 0);
        foreach (Draws site in one.Samples) Assert.That(four.Samples[site.Name].Values, Is.EqualTo(site.Values), site.Name);
        Assert.That(four.Statistics.Energy, Is.EqualTo(one.Statistics.Energy));
        Assert.That(new Mcmc(Few with { Chains = 4, Seed = 5 }).Run(Small, 0).Samples["mu"].Values, Is.Not.EqualTo(one.Samples["mu"].Values));
    }

    [Test]
    public void A_chain_does_not_depend_on_the_others() =>
        Assert.That(new Mcmc(Few with { Chains = 1 }).Run(Small, 0).Samples["mu"].Values, Is.EqualTo(new Mcmc(Few).Run(Small, 0).Samples["mu"].ByChain()[0]));

    [Test]
    public void Sites_come_in_their_own_space_and_shape_with_what_follows_from_them()
    {
        McmcResult result = new Mcmc(Few).Run(Model, 0);
        Samples samples = result.Samples;
        Assert.That(samples.Select(site => (site.Name, site.Shape, site.Role)), Is.EqualTo(new (string, Shape, SiteRole)[]
        {
            ("mu", default(Shape), SiteRole.Latent), ("sigma", [2], SiteRole.Latent), ("p", [2, 3], SiteRole.Latent), ("product", [2], SiteRole.Deterministic),
        }));
        Assert.That((samples.Chains, samples.Draws), Is.EqualTo((3, 90)));
        for (int draw = 0; draw < 90; draw++)
        {
            double mu = samples["mu"][draw][0];
            for (int i = 0; i < 2; i++)
            {
                Assert.That(samples["sigma"][draw][i], Is.Positive);
                Assert.That(samples["product"][draw][i], Is.EqualTo(mu * samples["sigma"][draw][i]).Within(1e-12));
                Assert.That(samples["p"][draw].Slice(3 * i, 3).ToArray().Sum(), Is.EqualTo(1).Within(1e-12));
            }
        }
        Assert.That(result.ToString(), Does.Match("^3 chains of 30 draws, [0-9]+ divergent, [0-9]+ leapfrogs$"));
    }

    [Test]
    public void What_the_sampler_tells_is_that_of_the_draws()
    {
        McmcResult result = new Mcmc(Few).Run(AnalyticDensity.Normal(1, 3));
        SamplerStatistics told = result.Statistics;
        for (int chain = 0; chain < 3; chain++)
        {
            for (int draw = 0; draw < 30; draw++)
            {
                ReadOnlySpan<double> position = result.Samples["position"][(30 * chain) + draw];
                Assert.That(told.LogDensity[chain][draw], Is.EqualTo(-((position[0] * position[0]) + (position[1] * position[1] / 9)) / 2).Within(1e-12));
                Assert.That(told.Energy[chain][draw], Is.GreaterThanOrEqualTo(-told.LogDensity[chain][draw]));
                Assert.That(told.Leapfrogs[chain][draw], Is.InRange((1 << told.Depth[chain][draw]) - 1, (2 << told.Depth[chain][draw]) - 1));
                Assert.That(told.StepSize[chain][draw], Is.EqualTo(result.Tuning[chain].StepSize));
                Assert.That(told.Acceptance[chain][draw], Is.InRange(0, 1));
            }
        }
    }

    [Test]
    public void Discrete_latents_are_summed_out_and_what_depends_on_them_is_left_out()
    {
        Program<int> model = _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            Tensor z = Sample("z", new Bernoulli(0.5));
            Deterministic("sign", z * mu);
            Deterministic("square", mu * mu);
            Sample("y", new Normal(mu + z, 1), obs: torch.tensor(1.0));
        };
        Assert.That(new Mcmc(Few).Run(model, 0).Samples.Select(site => site.Name), Is.EqualTo(new[] { "mu", "square" }));
    }

    [Test]
    public void A_reparameterised_latent_comes_back_as_what_follows()
    {
        Program<int> model = _ => Sample("x", new Normal(Sample("loc", new Normal(0, 1)), 2));
        Samples samples = new Mcmc(Few).Run(model.Under(new Reparameterize(new Dictionary<string, Reparam> { ["x"] = new LocScaleReparam(0) })), 0).Samples;
        Assert.That(samples.Select(site => (site.Name, site.Role)), Is.EquivalentTo(new[]
        {
            ("loc", SiteRole.Latent), ("x_decentered", SiteRole.Latent), ("x", SiteRole.Deterministic),
        }));
        Assert.That(samples["x"][7][0], Is.EqualTo(samples["loc"][7][0] + (2 * samples["x_decentered"][7][0])).Within(1e-12));
    }

    [Test]
    public void Draws_go_on_to_predictions()
    {
        Program<int> model = _ => Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: torch.tensor(1.0));
        Samples draws = new Mcmc(Few).Run(model, 0).Samples;
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Samples predicted = Predictive.Posterior(model, draws, 0, rng);
        Assert.That(predicted["y"].Role, Is.EqualTo(SiteRole.Predicted));
        Assert.That(predicted["z"].Values, Is.EqualTo(draws["z"].Values));
        Assert.That(Summary.Of(draws)["z"].Mean, Is.InRange(0, 1));
    }

    [Test]
    public void Progress_is_told_for_every_chain_to_its_end()
    {
        var told = new Told();
        new Mcmc(Few with { Threads = 3 }).Run(AnalyticDensity.Normal(1), progress: told);
        for (int chain = 0; chain < 3; chain++)
        {
            McmcProgress[] own = [.. told.All.Where(progress => progress.Chain == chain)];
            Assert.That(own.Select(progress => progress.Step), Is.EqualTo(Enumerable.Range(1, 70)));
            Assert.That(own.Count(progress => progress.IsWarmup), Is.EqualTo(40));
            Assert.That(own, Has.All.Matches<McmcProgress>(progress => progress.Steps == 70 && progress.StepSize > 0));
        }
    }

    [Test]
    public void Divergences_are_told()
    {
        var told = new Told();
        IDensity funnel = new AnalyticDensity(2, (position, gradient) =>
        {
            (double log, double x) = (position[0], position[1]);
            double square = x * x * Math.Exp(-log);
            gradient[0] = (-log / 9) - 0.5 + (square / 2);
            gradient[1] = -x * Math.Exp(-log);
            return -(log * log / 18) - (log / 2) - (square / 2);
        });
        McmcResult result = new Mcmc(Few with { Draws = 1000, Warmup = 200 }).Run(funnel, progress: told);
        Assert.That(result.Statistics.Divergences, Is.Positive);
        Assert.That(told.All.Where(progress => progress.Step == 1200).Sum(progress => progress.Divergences), Is.EqualTo(result.Statistics.Divergences));
    }

    [Test]
    public void A_run_that_is_cancelled_leaves_the_draws_so_far()
    {
        using var cancel = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress is { Chain: 2, Step: 60 }) cancel.Cancel();
        });
        McmcResult result = new Mcmc(Few with { Threads = 3 }).Run(Small, 0, progress: told, cancel: cancel.Token);
        Assert.That(result.IsCancelled);
        Assert.That(result.Samples.Draws, Is.EqualTo(3 * result.Statistics.Energy[0].Length).And.LessThanOrEqualTo(60));
        if (result.Samples.Draws > 0)
            Assert.That(result.Samples["mu"].ByChain()[0], Is.EqualTo(new Mcmc(Few).Run(Small, 0).Samples["mu"].ByChain()[0][..(result.Samples.Draws / 3)]));
    }

    [Test]
    public void A_run_that_is_cancelled_in_its_warmup_has_no_draws()
    {
        McmcResult result = new Mcmc(Few).Run(Small, 0, cancel: new CancellationToken(canceled: true));
        Assert.That((result.IsCancelled, result.IsWarm, result.Samples.Draws, result.Samples.Chains), Is.EqualTo((true, false, 0, 3)));
        Assert.That(() => new Mcmc(Few).Continue(result, Small, 0), Throws.ArgumentException.With.Message.Contains("warm-up"));
    }

    [Test]
    public void A_run_that_goes_on_gives_the_bits_of_one_run()
    {
        McmcResult whole = new Mcmc(Few).Run(Small, 0), half = new Mcmc(Few with { Draws = 12 }).Run(Small, 0);
        McmcResult both = new Mcmc(Few with { Draws = 18 }).Continue(half, Small, 0);
        AssertSame(both, whole);
        Assert.That(() => new Mcmc(Few with { Chains = 2 }).Continue(half, Small, 0), Throws.ArgumentException.With.Message.Contains("3 chains"));
        Assert.That(() => new Mcmc(Few).Continue(half, AnalyticDensity.Normal(1)), Raises.Code("PPL309").With.Message.Contains("2 numbers, here 1"));
    }

    [Test]
    public void A_run_goes_on_from_a_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ppl-mcmc-{Guid.NewGuid():N}.safetensors");
        try
        {
            McmcOptions dense = Few with { Metric = MetricKind.Dense };
            var state = new SavedState();
            new Mcmc(dense with { Draws = 12 }).Run(Small, 0).Save(state);
            state.Write(path);
            McmcResult restored = McmcResult.Restore(SavedState.Read(path));
            AssertSame(new Mcmc(dense with { Draws = 18 }).Continue(restored, Small, 0), new Mcmc(dense).Run(Small, 0));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.That(() => McmcResult.Restore(new SavedState()), Raises.Code("PPL309"));
    }

    private static void AssertSame(McmcResult actual, McmcResult expected)
    {
        Assert.That((actual.Samples.Draws, actual.Samples.Chains, actual.Samples.Count), Is.EqualTo((expected.Samples.Draws, expected.Samples.Chains, expected.Samples.Count)));
        foreach (Draws site in expected.Samples) Assert.That(actual.Samples[site.Name].Values, Is.EqualTo(site.Values), site.Name);
        Assert.That(actual.Statistics.Energy, Is.EqualTo(expected.Statistics.Energy));
        Assert.That(actual.Statistics.Leapfrogs, Is.EqualTo(expected.Statistics.Leapfrogs));
    }

    [Test]
    public void Chains_start_where_they_are_told()
    {
        Program<int> model = _ => Sample("y", new Normal(Sample("z", new LogNormal(0, 1)), 1));
        using TensorDensity density = TensorDensity.Of(model, 0);
        using var rng = new Rng(1, torch.ScalarType.Float64);
        var start = new Dictionary<string, Tensor> { ["z"] = torch.tensor(4.0), ["y"] = torch.tensor(-2.0) };
        Assert.That(ChainStart.Find(density, InitialValues.Values(start), rng), Is.EqualTo(new[] { Math.Log(4), -2 }).Within(1e-12));
        Assert.That(ChainStart.Find(density, null, rng), Is.All.InRange(-2, 2));
        var first = new ConcurrentDictionary<double, bool>();
        var heard = new AnalyticDensity(1, (position, gradient) =>
        {
            first.TryAdd(position[0], true);
            return AnalyticDensity.Normal(1).Evaluate(position, gradient);
        });
        new Mcmc(Few).Run(heard, [[3], [4], [5]]);
        Assert.That(first.Keys, Is.SupersetOf(new double[] { 3, 4, 5 }));
        Assert.That(() => new Mcmc(Few).Run(heard, [[0.0]]), Throws.ArgumentException);
    }

    [Test]
    public void A_model_without_a_feasible_point_says_why()
    {
        Program<int> model = _ => Sample("x", new Uniform(0, Sample("width", new LogNormal(0, 1))), obs: torch.tensor(1000.0));
        Assert.That(() => new Mcmc(Few).Run(model, 0), Raises.Code("PPL205").With.Message.Contains("PPL019 Uniform"));
    }

    [Test]
    public void A_mistake_in_one_chain_ends_them_all()
    {
        Program<int> model = _ =>
        {
            Tensor x = Sample("x", new Normal(0, 1));
            Sample("y", new Normal(x, 1), obs: torch.tensor(double.NaN));
        };
        Assert.That(() => new Mcmc(Few with { Threads = 3 }).Run(model, 0), Raises.Code("PPL203"));
    }

    private static void Small(int _)
    {
        Tensor mu = Sample("mu", new Normal(0, 2));
        Sample("y", new Normal(mu, Sample("sigma", new LogNormal(0, 1))), obs: torch.tensor(1.0));
    }

    private static void Model(int _)
    {
        Tensor mu = Sample("mu", new Normal(0, 2));
        using Plate groups = Plate("groups", 2);
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        Sample("p", new Dirichlet(torch.tensor(new[] { 1.0, 2, 3 })));
        Deterministic("product", mu * sigma);
        Sample("y", new Normal(mu, sigma), obs: torch.tensor(new[] { 0.5, 1.5 }));
    }

    /// <summary>Hears at once: <see cref="Progress{T}"/> posts to others.</summary>
    private sealed class Told(Action<McmcProgress>? then = null) : IProgress<McmcProgress>
    {
        public ConcurrentQueue<McmcProgress> All { get; } = [];

        public void Report(McmcProgress value)
        {
            All.Enqueue(value);
            then?.Invoke(value);
        }
    }
}
