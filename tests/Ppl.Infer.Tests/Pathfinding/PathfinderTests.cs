using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class PathfinderTests
{
    private static readonly double[] Scales = [.. Enumerable.Range(0, 10).Select(i => Math.Pow(10, (i / 5.0) - 1))];

    /// <summary>Ten scales from a tenth to six: after the weights nothing is left of what the paths did not learn.</summary>
    [Test]
    public void A_normal_density_of_ten_scales_is_found()
    {
        PathfinderResult result = new Pathfinder(new PathfinderOptions { Draws = 4000 }).Run(AnalyticDensity.Normal(Scales).At(Scales));
        Assert.That(result.KHat, Is.LessThan(0.7));
        CheckMoments(result, [.. Scales.Select(scale => (scale, scale))]);
        double expected = (Scales.Length * 0.5 * Math.Log(2 * Math.PI)) + Scales.Sum(Math.Log);
        Assert.That(Math.Abs(result.Importance.LogEvidence - expected), Is.LessThan(5 * result.Importance.LogEvidenceError));
        Assert.That(result.Paths, Has.All.Matches<PathfinderPath>(path => path.Search.HasConverged));
    }

    /// <summary>100 numbers of one scale: the diagonal is learnt at once, and the normal distributions are exact.</summary>
    [Test]
    public void A_hundred_numbers_of_one_scale_are_found()
    {
        PathfinderResult result = new Pathfinder(new PathfinderOptions { Draws = 4000 }).Run(AnalyticDensity.Normal([.. Enumerable.Repeat(1.0, 100)]).At([.. Enumerable.Repeat(5.0, 100)]));
        CheckMoments(result, [.. Enumerable.Repeat((5.0, 1.0), 100)]);
    }

    /// <summary>Neal's funnel from its own coordinates: v ~ N(0, 3), and nine numbers N(0, 1) that e^(v/2) will stretch.</summary>
    [Test]
    public void A_funnel_that_is_not_centred_is_found()
    {
        Program<int> funnel = _ =>
        {
            Tensor v = Sample("v", new Normal(torch.tensor(0.0), 3));
            using Plate rows = Plate("rows", 4);
            Sample("x", new Normal(torch.tensor(0.0), (v / 2).exp()));
        };
        Program<int> free = funnel.Under(new Reparameterize(new Dictionary<string, Reparam> { ["x"] = new LocScaleReparam(centered: 0) }));
        PathfinderResult result = new Pathfinder().Run(free, 0);
        Assert.That(result.KHat, Is.LessThan(0.7));
        double[] v = result.Samples["v"].Element();
        double worth = result.Importance.EffectiveSampleSize;
        Assert.That(v.Average(), Is.EqualTo(0).Within(5 * 3 / Math.Sqrt(worth)));
        Assert.That(result.Samples["x"].Role, Is.EqualTo(SiteRole.Deterministic));
        Assert.That(result.Samples["x"][7][2] / Math.Exp(v[7] / 2), Is.EqualTo(result.Samples["x_decentered"][7][2]).Within(1e-9), "the sites of a draw belong together");
    }

    /// <summary>A normal at the mode, or beside it, does not reach the arms.</summary>
    [Test]
    public void Of_a_banana_the_weights_say_no([Values(1, 2, 3)] int seed) =>
        Assert.That(new Pathfinder(new PathfinderOptions { Seed = (ulong)seed, PathDraws = 10_000 }).Run(AnalyticDensity.Sharp).KHat, Is.GreaterThan(0.7));

    /// <summary>
    /// Means of long chains are 4.40 and 3.60. Paths from draws of the prior cover the flat directions together; their weights are worth some hundred draws, with deviations of 3.3 and 3.2.
    /// </summary>
    [Test]
    public void Eight_schools_have_their_known_means_after_the_weights()
    {
        using var rng = new Rng(7);
        double[][] prior = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 10).Select(Start).ToArray())];
        ImportanceSample sample = new Pathfinder(new PathfinderOptions { Paths = 40 }).Run(AnalyticDensity.Schools, prior).Importance;
        double error = 3.3 / Math.Sqrt(sample.EffectiveSampleSize);
        Assert.That(error, Is.LessThan(0.3));
        double[] scale = [.. sample.Samples["position"].Element(1).Select(Math.Exp)];
        Assert.That(sample.Mean("position")[0], Is.EqualTo(4.40).Within(3 * error));
        Assert.That(scale.Zip(sample.Weights, (tau, weight) => tau * weight).Sum(), Is.EqualTo(3.60).Within(3 * error));

        // The mean is N(0, 5), the logarithm of a HalfCauchy(5) has its quartiles at 0.73 and 2.49.
        double Start(int number) => number switch { 0 => 5 * rng.NextGaussian(), 1 => 1.6 + rng.NextGaussian(), _ => rng.NextGaussian() };
    }

    [Test]
    public void The_draws_depend_on_the_seed_and_not_on_the_threads()
    {
        double[] alone = Draws(new PathfinderOptions { Threads = 1 }), together = Draws(new PathfinderOptions { Threads = 4 }), other = Draws(new PathfinderOptions { Seed = 1 });
        Assert.That(together, Is.EqualTo(alone));
        Assert.That(other, Is.Not.EqualTo(alone));

        static double[] Draws(PathfinderOptions options) => [.. new Pathfinder(options).Run(AnalyticDensity.Schools).Samples["position"].Values];
    }

    [Test]
    public void Draws_go_on_to_predictions_and_summaries()
    {
        Program<Tensor> model = y =>
        {
            Tensor mean = Sample("mean", new Normal(torch.tensor(0.0), 10)), scale = Deterministic("twice", 2 * Sample("scale", new LogNormal(torch.tensor(0.0), 1)));
            using Plate rows = Plate("rows", y.shape[0]);
            Sample("y", new Normal(mean, scale / 2), obs: y);
        };
        using Tensor y = torch.tensor(new[] { 2.0, 3, 4, 3, 2, 4 });
        using var rng = new Rng(1);
        PathfinderResult result = new Pathfinder(new PathfinderOptions { Draws = 500 }).Run(model, y);
        Assert.That(result.Samples.Select(site => $"{site.Name} {site.Role} {site.Count}"), Is.EqualTo(new[] { "mean Latent 500", "scale Latent 500", "twice Deterministic 500" }));
        Assert.That(Summary.Of(result.Samples)["mean"].Mean, Is.EqualTo(3).Within(0.3));
        Assert.That(Predictive.Posterior(model, result.Samples, y, rng)["y"].Values.Average(), Is.EqualTo(3).Within(0.3));
        Assert.That(result.ToString(), Does.Match(@"^4 path\(s\), best bound -?\d+\.\d\d, 500 draws of 4000, k-hat -?\d\.\d\d$"));
    }

    [Test]
    public void Chains_can_start_from_its_draws()
    {
        Program<int> model = _ => Sample("x", new Normal(torch.tensor(1000.0), 1));
        PathfinderResult result = new Pathfinder(new PathfinderOptions { Draws = 50 }).Run(model, 0);
        McmcResult chains = new Mcmc(new McmcOptions { Initial = InitialValues.Draws(result.Samples), Warmup = 0, Draws = 1 }).Run(model, 0);
        Assert.That(chains.Samples["x"].Element(), Is.Unique.And.All.InRange(990, 1010));
    }

    /// <summary>A path that starts at the mode has nothing to learn from: the weights tell how far the identity will do.</summary>
    [Test]
    public void A_start_at_the_mode_gives_what_its_gradient_tells()
    {
        PathfinderResult result = new Pathfinder(new PathfinderOptions { Paths = 1 }).Run(AnalyticDensity.Normal(1, 1), [[0, 0]]);
        Assert.That(result.Paths[0].Elbos, Has.Count.EqualTo(1));
        Assert.That(result.Paths[0].Normal!.Covariance(), Is.EqualTo(new double[,] { { 1, 0 }, { 0, 1 } }));
    }

    [Test]
    public void Starts_without_density_are_PPL205()
    {
        var nowhere = new AnalyticDensity(1, (_, _) => double.NegativeInfinity);
        Assert.That(() => new Pathfinder().Run(nowhere), Raises.Code("PPL205").With.Message.Contains("of 100 tried"));
        Assert.That(() => new Pathfinder(new PathfinderOptions { Paths = 1 }).Run(nowhere, [[1]]), Raises.Code("PPL205").With.Message.Contains("of 1 tried"));
    }

    /// <summary>Where the path goes there is a density, and beside it none.</summary>
    [Test]
    public void Where_no_draw_has_a_density_it_is_PPL208()
    {
        var line = new AnalyticDensity(2, (x, gradient) =>
        {
            (gradient[0], gradient[1]) = (-x[0], 0);
            return x[1] == 0 ? -x[0] * x[0] / 2 : double.NegativeInfinity;
        });
        Assert.That(() => new Pathfinder(new PathfinderOptions { Paths = 2 }).Run(line, [[3, 0], [2, 0]]), Raises.Code("PPL208").With.Message.Contains("along 2 path(s)"));
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        Assert.That(() => new Pathfinder().Run(AnalyticDensity.Quartic, [[1]]), Throws.ArgumentException.With.Message.Contains("1 starts for 4 paths"));
        Assert.That(() => new Pathfinder(new PathfinderOptions { Initial = InitialValues.Mean() }).Run(AnalyticDensity.Quartic), Throws.ArgumentException);
        Assert.That(() => new PathfinderOptions { Paths = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void It_can_be_cancelled([Values(1, 3)] int threads)
    {
        using var cancel = new CancellationTokenSource();
        int asked = 0;
        var slow = new AnalyticDensity(10, (x, gradient) =>
        {
            if (Interlocked.Increment(ref asked) == 200) cancel.Cancel();
            return AnalyticDensity.Schools.Evaluate(x, gradient);
        });
        Assert.That(() => new Pathfinder(new PathfinderOptions { Threads = threads }).Run(slow, cancel: cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(asked, Is.LessThan(2000), "a whole path takes as much");
    }

    /// <summary>A failure on one path ends the others, and is the one that is told.</summary>
    [Test]
    public void A_failure_on_one_path_is_told()
    {
        var failing = new AnalyticDensity(1, (x, gradient) => x[0] > 50 ? throw new InvalidOperationException("the density is broken") : AnalyticDensity.Quartic.Evaluate(x, gradient));
        Assert.That(
            () => new Pathfinder(new PathfinderOptions { Threads = 2, Paths = 2 }).Run(failing, [[1], [51]]), Throws.InvalidOperationException.With.Message.EqualTo("the density is broken"));
    }

    /// <summary>Means and deviations of draws of equal weight, held to five standard errors of as many draws as the weights are worth.</summary>
    private static void CheckMoments(PathfinderResult result, (double Mean, double Deviation)[] expected)
    {
        double error = 1 / Math.Sqrt(Math.Min(result.Samples.Draws, result.Importance.EffectiveSampleSize));
        Assert.Multiple(() =>
        {
            for (int i = 0; i < expected.Length; i++)
            {
                (double mean, double deviation) = expected[i];
                double[] standard = [.. result.Samples["position"].Element(i).Select(x => (x - mean) / deviation)];
                Assert.That(standard.Average(), Is.EqualTo(0).Within(5 * error), $"mean of {i}");
                Assert.That(standard.Average(z => z * z), Is.EqualTo(1).Within(5 * Math.Sqrt(2) * error), $"variance of {i}");
            }
        });
    }
}
