using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Infer.Tests.MixedDraws;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Baselines of a draw beside sites that are summed out: <see cref="MixedDraws"/>, where z is, and the coin d that depends on it is drawn.</summary>
public sealed class EnumeratedBaselineTests
{
    private const double Given = 0.25, Learnt = 1.5, Decay = 0.5;

    private static readonly int[] each = [0, 1, 2];

    private static SiteOptions All => Options(
        Baseline.DecayingAverage(Decay), Baseline.Given(torch.tensor(Given)), Baseline.Network(x => Param("b", Learnt / 3) * x, torch.tensor(3.0)));

    /// <summary>
    /// For each value of z, and each element of the plate, the draw has a cost of its own, c; with weights q(z), σ = q(d = 1 | z) and r = c less all baselines the gradient
    /// is q (d - σ) (∂c/∂log q + r), that of the error -2 q r x, and the average learns Σ q (r + average).
    /// </summary>
    [Test]
    public void At_one_draw_the_gradient_is_the_one_derived_by_hand([Values(null, 1L, 2L)] long? subsample)
    {
        var elbo = new TraceEnumElbo();
        using var estimates = new Estimates(elbo, () => Rows(subsample, Model), () => Rows(subsample, () => Guide(All)), plateDepth: 1);
        double scale = 2 / (double)(subsample ?? 2);
        double[] average = [];
        for (int step = 0; step < 4; step++)
        {
            double[] d = [], x = [];
            estimates.Next(estimate => (d, x) = (TensorText.ToDoubles(estimate.Runs[0].Guide["d"].Value!), TensorText.ToDoubles(estimate.Runs[0].Guide["x"].Value!)));
            int rows = d.Length / 3;
            double[] left = [.. d.Select((_, i) => (scale * CostAfter(i / rows, d[i], x[i])) - Given - Learnt)];
            double[] rest = [.. left.Select((number, i) => number - (average.Length == 0 ? 0 : average[i % average.Length]))];
            double[] coin = [.. d.Select((toss, i) => Weight(i / rows) * (toss - Chance(i / rows)) * (scale + rest[i]))];
            Assert.That(estimates.Gradient("a"), Is.EqualTo(each.Select(z => coin.Skip(z * rows).Take(rows).Sum())).Within(1e-9), $"step {step}");
            Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(rest.Select((number, i) => -2 * Weight(i / rows) * number * 3).Sum()).Within(1e-9), $"step {step}");

            double[] expected = [.. Enumerable.Range(0, rows).Select(row => each.Sum(z => Weight(z) * left[(z * rows) + row]))];
            if (rows < 2) expected = [expected.Average()];
            average = average.Length == 0 ? expected : [.. expected.Zip(average, (now, before) => (Decay * before) + ((1 - Decay) * now))];
            Assert.That(BaselineTests.Averages(elbo)["d"], Is.EqualTo(average).Within(1e-9), $"step {step}");
        }
    }

    /// <summary>No baseline of the coin changes what reaches the others.</summary>
    [Test]
    public void At_one_draw_the_other_gradients_are_as_without()
    {
        using var with = new Estimates(new TraceEnumElbo(), Model, () => Guide(All));
        using var without = new Estimates(new TraceEnumElbo(), Model, Guide);
        for (int step = 0; step < 3; step++)
        {
            Assert.That(with.Next(), Is.EqualTo(without.Next()).Within(1e-12));
            foreach (string name in (string[])["l", "m"]) Assert.That(with.Gradient(name), Is.EqualTo(without.Gradient(name)).Within(1e-12));
        }
    }

    /// <summary>100,000 draws, in a hundred means of a thousand, after a first step; nine numbers for each, each with false alarm 1e-6.</summary>
    [TestCase("average")]
    [TestCase("given")]
    [TestCase("network")]
    [TestCase("all")]
    public void The_mean_of_many_estimates_is_the_exact_gradient(string baselines)
    {
        const int Count = 100;
        using var estimates = new Estimates(new TraceEnumElbo(particles: 1000, vectorize: true), Model, () => Guide(Options(BaselineTests.Of(baselines))));
        estimates.Next();
        double[][] all = [.. Enumerable.Range(0, Count).Select(_ =>
        {
            estimates.Next();
            return (double[])[.. estimates.Gradient("l"), .. estimates.Gradient("a"), .. estimates.Gradient("m")];
        })];
        double[] exact = [.. each.Select(ExactLogitGradient), .. each.Select(ExactCoinGradient), .. each.Select(ExactMeanGradient)];
        for (int i = 0; i < exact.Length; i++) StatisticalAssert.Mean([.. all.Select(gradients => gradients[i])], exact[i]);
    }

    /// <summary>Of 2,000 estimates; the gradients are 12 of cost 5 and its spread of 1.</summary>
    [Test]
    public void An_average_takes_variance_away()
    {
        double Variance(SiteOptions options)
        {
            using var estimates = new Estimates(new TraceEnumElbo(), Model, () => Guide(options));
            estimates.Losses(20);
            return estimates.Gradients(2000, "a").Sum(draws => MathNet.Numerics.Statistics.ArrayStatistics.Variance(draws));
        }

        Assert.That(Variance(Options(Baseline.DecayingAverage(0.95))), Is.LessThan(Variance(new SiteOptions { Enumeration = Enumeration.Drawn }) / 2));
    }

    /// <summary>The first draw of a guide costs the whole bound, also what is summed out in the elements of a plate.</summary>
    [Test]
    public void The_first_draw_learns_the_whole_bound([Values(null, 2L)] long? subsample)
    {
        void Coins(Tensor? first, SiteOptions? options)
        {
            Tensor u = Sample("u", first is null ? new Bernoulli(0.4) : Bernoulli.FromLogits(first), options: options);
            using Plate rows = Plate("rows", 4, subsample);
            Tensor c = Sample("c", first is null ? new Bernoulli(0.3) : Bernoulli.FromLogits(Param("k", [-0.5, 0.1, 0.7, 1.1], eventDim: 0)));
            if (first is null) Sample("y", new Normal(u + c, 1), obs: rows.Subsample(torch.tensor((double[])[0.5, -0.3, 1.9, 1.2])));
        }

        var elbo = new TraceEnumElbo();
        using var estimates = new Estimates(elbo, () => Coins(null, null), () => Coins(Param("l", 0.2), Options(Baseline.DecayingAverage())), plateDepth: 1);
        double loss = estimates.Next();
        Assert.That(BaselineTests.Averages(elbo)["u"], Is.EqualTo(new[] { loss }).Within(1e-12));
    }

    [Test]
    public void A_masked_element_teaches_nothing()
    {
        static void Program(bool isModel)
        {
            using Plate rows = Plate("rows", 2);
            using Scope mask = new Handlers.Mask(torch.tensor((bool[])[true, false])).Enter();
            Tensor z = Sample("z", isModel ? new Bernoulli(0.3) : Bernoulli.FromLogits(Param("k", 0.1)));
            Sample("d", isModel ? new Bernoulli(0.2 + (0.5 * z)) : Bernoulli.FromLogits(Param("l", 0.4)), options: isModel ? null : Options(Baseline.Network(_ => Param("b", [0.5, 0.5]), torch.zeros([]))));
        }

        using var estimates = new Estimates(new TraceEnumElbo(), () => Program(true), () => Program(false), plateDepth: 1);
        estimates.Next();
        double[] gradient = estimates.Gradient("b");
        Assert.That(gradient[0], Is.Not.Zero);
        Assert.That(gradient[1], Is.Zero);
    }

    private static SiteOptions Options(params Baseline[] baselines) => new() { Estimator = GradientEstimator.ScoreFunction(baselines) };

    private static void Rows(long? subsample, Action program)
    {
        using Plate rows = Plate("rows", 2, subsample);
        program();
    }
}
