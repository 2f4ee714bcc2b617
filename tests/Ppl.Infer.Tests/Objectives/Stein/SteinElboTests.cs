using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class SteinElboTests
{
    /// <summary>z ~ LogNormal(0, 1), c ~ N(0, 1), y_i ~ N(µ + c, z) for three y: the scores of (log z, c) by hand, and the gradient of µ.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void At_given_points_the_gradient_is_minus_phi(bool vectorize)
    {
        double[] y = [0.4, -1.3, 2.1];
        using Tensor data = torch.tensor(y);
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new LogNormal(0, 1)), c = Sample("c", new Normal(0, 1));
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(Param("mu", 0.3) + c, z), obs: data);
        };
        var guide = new SteinParticles<int>(model, count: 6);
        using var estimates = new Estimates(new SteinElbo(6, SteinKernel.Rbf(bandwidth: 0.9), vectorize), () => model(0), () => guide.Program(0), plateDepth: 1);
        double loss = estimates.Next(), expectedLoss = 0, mu = 0;
        using TensorScope scope = TensorScope.Begin();
        Tensor points = estimates.Parameters["stein.points"].Constrained().detach();
        double[] x = TensorText.ToDoubles(points), scores = new double[12];
        for (int i = 0; i < 6; i++)
        {
            double logZ = x[2 * i], c = x[(2 * i) + 1], z = Math.Exp(logZ);
            double squares = y.Sum(value => (value - 0.3 - c) * (value - 0.3 - c)), residual = y.Sum(value => value - 0.3 - c);
            expectedLoss -= (Weights.LogNormal(logZ, 0, 1) + Weights.LogNormal(c, 0, 1) + y.Sum(value => Weights.LogNormal(value, 0.3 + c, z))) / 6;
            scores[2 * i] = -logZ - 3 + (squares / (z * z));
            scores[(2 * i) + 1] = -c + (residual / (z * z));
            mu -= residual / (z * z) / 6;
        }
        double[] phi = TensorText.ToDoubles(SteinKernel.Rbf(bandwidth: 0.9).Direction(points, torch.tensor(scores, [6, 2])));
        Assert.That(loss, Is.EqualTo(expectedLoss).Within(1e-10));
        Assert.That(estimates.Gradient("stein.points"), Is.EqualTo(phi.Select(value => -value)).Within(1e-9));
        Assert.That(estimates.Gradient("mu").Single(), Is.EqualTo(mu).Within(1e-9));
    }

    /// <summary>Regression with correlated posterior; the exact moments are those of the normal equations. Points spread evenly say more than as many draws.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void The_points_spread_as_a_normal_posterior(bool isGaussian)
    {
        Program<int> model = _ =>
        {
            Tensor a = Sample("a", new Normal(0, 2)), b = Sample("b", new Normal(0, 1));
            Sample("sum", new Normal(a + b, 0.7), obs: torch.tensor(1.5, torch.float64));
        };
        // Precision [[1/4 + 1/0.49, 1/0.49], [1/0.49, 1 + 1/0.49]]: the covariance has determinant 1 / (1/4 + 5/4 / 0.49).
        const double shared = 1 / 0.49, determinant = ((0.25 + shared) * (1 + shared)) - (shared * shared);
        double[] mean = [1.5 * shared * ((1 + shared) - shared) / determinant, 1.5 * shared * ((0.25 + shared) - shared) / determinant];
        double sdA = Math.Sqrt((1 + shared) / determinant), sdB = Math.Sqrt((0.25 + shared) / determinant), correlation = -shared / determinant / (sdA * sdB);
        double[][] points = Fitted(model, isGaussian ? SteinKernel.Rbf() : SteinKernel.InverseMultiquadric(), count: 100, steps: 500, ["a", "b"]);
        Assert.Multiple(() =>
        {
            Assert.That(points[0].Average(), Is.EqualTo(mean[0]).Within(0.02 * sdA));
            Assert.That(points[1].Average(), Is.EqualTo(mean[1]).Within(0.02 * sdB));
            Assert.That(Sd(points[0]), Is.EqualTo(sdA).Within(0.05 * sdA));
            Assert.That(Sd(points[1]), Is.EqualTo(sdB).Within(0.05 * sdB));
            Assert.That(MathNet.Numerics.Statistics.Correlation.Pearson(points[0], points[1]), Is.EqualTo(correlation).Within(0.03));
        });
    }

    /// <summary>
    /// x ~ N(0, 1), y ~ N(x² / 2, 0.7²): E y = 1/2, var y = 0.99. The tails of the Gaussian kernel end, and with them the pull on the last points of a hundred: their
    /// spread falls short.
    /// </summary>
    [TestCase(true, 500, 0.12)]
    [TestCase(false, 1500, 0.05)]
    public void The_points_spread_along_a_banana(bool isGaussian, int steps, double share)
    {
        double[][] points = Fitted(
            _ => Sample("y", new Normal(Sample("x", new Normal(0, 1)).square() / 2, 0.7)),
            isGaussian ? SteinKernel.Rbf() : SteinKernel.InverseMultiquadric(), count: 100, steps, ["x", "y"]);
        double[] across = [.. points[0].Zip(points[1], (x, y) => y - (x * x / 2))];
        Assert.Multiple(() =>
        {
            Assert.That(points[0].Average(), Is.EqualTo(0).Within(0.02));
            Assert.That(points[1].Average(), Is.EqualTo(0.5).Within(share));
            Assert.That(across.Average(), Is.EqualTo(0).Within(0.02));
            Assert.That(Sd(points[0]), Is.EqualTo(1).Within(share));
            Assert.That(Sd(points[1]), Is.EqualTo(Math.Sqrt(0.99)).Within(share));
            Assert.That(Sd(across), Is.EqualTo(0.7).Within(0.7 * share));
        });
    }

    [Test]
    public void Points_draws_and_quantiles_are_in_the_support_and_of_the_latents_shapes()
    {
        using TensorScope scope = TensorScope.Begin();
        Program<int> model = _ =>
        {
            Sample("scale", new LogNormal(0, 1));
            Sample("share", new Dirichlet(torch.ones([3], torch.float64)));
            using Plate rows = Plate("rows", 2);
            Sample("z", new Normal(torch.zeros([4], torch.float64), 1).ToEvent(1));
        };
        var guide = new SteinParticles<int>(model, count: 7);
        using var svi = new Svi<int>(model, guide, new Adam(0.05), new SteinElbo(guide.Count), new Rng(1, torch.float64));
        svi.Step(0);
        using Rng rng = new(2);
        IReadOnlyDictionary<string, Tensor> points = guide.Points(svi.Parameters, 0), draws = guide.Draws(svi.Parameters, 0, 50, rng);
        Assert.That(points["scale"].shape, Is.EqualTo(new long[] { 7 }));
        Assert.That(points["share"].sum(dim: -1).data<double>().ToArray(), Is.EqualTo(Enumerable.Repeat(1.0, 7)).Within(1e-12));
        Assert.That(points["z"].shape, Is.EqualTo(new long[] { 7, 2, 4 }));
        Assert.That(draws["z"].shape, Is.EqualTo(new long[] { 50, 2, 4 }));
        Assert.That(TensorText.ToDoubles(draws["scale"]).Distinct(), Is.SubsetOf(TensorText.ToDoubles(points["scale"])));
        Assert.That((double)guide.Median(svi.Parameters, 0)["scale"], Is.EqualTo(TensorText.ToDoubles(points["scale"]).Order().ElementAt(3)).Within(1e-12));
        Assert.That(guide.Quantiles(svi.Parameters, 0, 0.1, 0.9)["z"].shape, Is.EqualTo(new long[] { 2, 2, 4 }));
    }

    [Test]
    public void Points_start_apart()
    {
        static double[] Starts(InitialValues? initial, double scale)
        {
            var guide = new SteinParticles<int>(Model, 20, initial, scale);
            using var svi = new Svi<int>(Model, guide, new Adam(), new SteinElbo(20), new Rng(1, torch.float64));
            svi.EvaluateLoss(0);
            return TensorText.ToDoubles(svi.Parameters["stein.points"].Unconstrained);
        }
        Assert.That(Starts(null, scale: 0), Is.Unique.And.All.InRange(-2, 2));
        Assert.That(Starts(InitialValues.Mean(), scale: 0.1), Is.Unique.And.All.InRange(-0.6, 0.6));
    }

    [Test]
    public void Other_latents_may_have_points_of_their_own_and_no_distributions()
    {
        Program<int> model = _ => Sample("y", new Normal(Sample("a", new Normal(0, 1)) + Sample("b", new Normal(0, 1)), 1), obs: torch.tensor(2.0, torch.float64));
        Svi<int> Engine(AutoGuide<int> other) =>
            new(model, new AutoGuideList<int>(new SteinParticles<int>(model, 4, only: ["a"]), other), new Adam(), new SteinElbo(4), new Rng(1, torch.float64));
        using Svi<int> withPoint = Engine(new AutoDelta<int>(model, only: ["b"])), withNormal = Engine(new AutoNormal<int>(model, only: ["b"]));
        Assert.That(() => withPoint.Step(0), Throws.Nothing);
        Assert.That(() => withNormal.Step(0), Raises.Code("PPL314").With.Message.Contains("\"b\""));
    }

    [Test]
    public void A_guide_of_other_points_or_none_is_refused()
    {
        static Svi<int> Engine(AutoGuide<int> guide) => new(Model, guide, new Adam(), new SteinElbo(5), new Rng(1));
        using Svi<int> fewer = Engine(new SteinParticles<int>(Model, 4)), none = Engine(new AutoNormal<int>(Model));
        Assert.That(() => fewer.Step(0), Raises.Code("PPL314").With.Message.Contains("5 particles").And.Message.Contains("4 points"));
        Assert.That(() => none.Step(0), Raises.Code("PPL314").With.Message.Contains("no points to move"));
    }

    [Test]
    public void A_latent_in_a_subsampled_plate_is_refused()
    {
        Program<int> model = _ =>
        {
            using Plate rows = Plate("rows", 10, 5);
            Sample("z", new Normal(0, 1));
        };
        using var svi = new Svi<int>(model, new SteinParticles<int>(model, 4), new Adam(), new SteinElbo(4), new Rng(1));
        Assert.That(() => svi.Step(0), Raises.Code("PPL110"));
    }

    [Test]
    public void A_minimiser_is_not_led_by_it()
    {
        using var svi = new Svi<int>(Model, new SteinParticles<int>(Model, 4), new Adam(), new SteinElbo(4), new Rng(1));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL314").With.Message.Contains(nameof(SteinElbo)));
    }

    private static void Model(int _) => Sample("z", new Normal(0, 1));

    private static double[][] Fitted(Program<int> model, SteinKernel kernel, int count, int steps, string[] names)
    {
        var guide = new SteinParticles<int>(model, count);
        using var svi = new Svi<int>(model, guide, new ClippedAdam(0.1, decay: Math.Pow(1e-2, 1.0 / steps)), new SteinElbo(count, kernel), new Rng(1, torch.float64));
        for (int step = 0; step < steps; step++) svi.Step(0);
        using TensorScope scope = TensorScope.Begin();
        IReadOnlyDictionary<string, Tensor> points = guide.Points(svi.Parameters, 0);
        return [.. names.Select(name => TensorText.ToDoubles(points[name]))];
    }

    private static double Sd(double[] values) => MathNet.Numerics.Statistics.Statistics.StandardDeviation(values);
}
