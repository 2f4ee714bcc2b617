using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class JointGuideTests
{
    private static readonly Program<int> Model = Regression.Model;

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    /// <summary>By the factor that a few steps have made. False alarm 1e-6.</summary>
    [Test]
    public void Draws_are_correlated_as_the_factor_says()
    {
        var guide = new AutoMultivariateNormal<int>(Model);
        using Svi<int> svi = GuideFits.Fit(Model, guide, steps: 100, particles: 10);
        using Rng rng = new(3);
        IReadOnlyDictionary<string, Tensor> draws = guide.Draws(svi.Parameters, 0, 20_000, rng);
        double[] mean = TensorText.ToDoubles(svi.Parameters["joint.loc"].Unconstrained), a = TensorText.ToDoubles(draws["a"]), b = TensorText.ToDoubles(draws["b"]);
        Tensor factor = svi.Parameters["joint.cholesky"].Constrained();
        double covariance = (double)factor.matmul(factor.mT)[0, 1];
        Assert.That(covariance, Is.LessThan(-0.01));
        StatisticalAssert.Mean([.. a.Zip(b, (x, y) => (x - mean[0]) * (y - mean[1]))], covariance);
    }

    /// <summary>What the joint guide says of a draw is log q(x) less the bijections' log-Jacobians: as with a normal for each, where its factor is diagonal.</summary>
    [TestCase(1)]
    [TestCase(3)]
    public void The_density_of_a_diagonal_factor_is_that_of_independent_numbers(int particles)
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        using Scope seed = new Seed(rng).Enter();
        using Scope copies = new Broadcast("particles", particles, dim: -3).Enter();
        InitialValues middle = InitialValues.Uniform(0);
        Trace joint = Trace.Of(new AutoMultivariateNormal<int>(Shapes, middle).Program, 0);
        using Scope replay = new Replay(joint).Enter();
        Trace alone = Trace.Of(new AutoNormal<int>(Shapes, middle).Program, 0);
        Assert.That(TensorText.ToDoubles(joint.LogJoint("particles")), Is.EqualTo(TensorText.ToDoubles(alone.LogJoint("particles"))).Within(1e-9));
    }

    [Test]
    public void A_local_latent_in_a_subsampled_plate_is_PPL110()
    {
        Program<int> model = _ =>
        {
            Sample("all", new Normal(0, 1));
            using Plate rows = Plate("rows", 10, subsample: 5);
            Sample("each", new Normal(0, 1));
        };
        Assert.That(() => new AutoMultivariateNormal<int>(model).Program(0), Raises.Code("PPL110").With.Message.Contains("\"each\""));
        Assert.That(() => new AutoLowRankNormal<int>(model, only: ["all"]).Program(0), Throws.Nothing);
    }

    [Test]
    public void A_list_gives_each_latent_to_its_guide()
    {
        Program<int> byHand = _ => Sample("share", new Dirichlet(Param("concentration", () => torch.ones([3], torch.float64), Constraints.Positive.ToEvent(1))));
        var guide = new AutoGuideList<int>(
            new AutoMultivariateNormal<int>(Shapes, only: ["scale", "weights"]),
            new AutoDelta<int>(Shapes, only: ["mean"]),
            new AutoNormal<int>(Shapes, only: ["cell"]),
            new ByHand<int>(byHand));
        using var svi = new Svi<int>(Shapes, guide, new Adam(), new TraceElbo(3, vectorize: true), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < 3; step++) Assert.That(double.IsFinite(svi.Step(0)));
        using Rng rng = new(1);
        Assert.That(
            guide.Draws(svi.Parameters, 0, 5, rng).Select(draws => $"{draws.Key} {Shape.Of(draws.Value)}"),
            Is.EqualTo(new[] { "scale [5]", "weights [5, 4]", "mean [5, 2, 1]", "cell [5, 2, 3]", "share [5, 3]" }));
        Assert.That(guide.Median(svi.Parameters, 0), Has.Count.EqualTo(5));
        Assert.That(guide.Quantiles(svi.Parameters, 0, 0.5, 0.9)["share"].shape, Is.EqualTo(new long[] { 2, 3 }));
    }

    [Test]
    public void Two_joint_guides_in_a_list_need_two_names()
    {
        static AutoGuideList<int> List(string second) => new(
            new AutoMultivariateNormal<int>(Shapes, only: ["scale"]), new AutoMultivariateNormal<int>(Shapes, only: ["weights"], name: second));
        Assert.That(() => Trace.Of(List("joint").Program, 0), Raises.Code("PPL001").With.Message.Contains("joint"));
        Assert.That(() => Trace.Of(List("weighing").Program, 0), Throws.Nothing);
    }

    private static void Shapes(int _)
    {
        Sample("scale", new LogNormal(0, 1));
        Sample("weights", new Normal(torch.zeros([4], torch.float64), 1).ToEvent(1));
        Sample("share", new Dirichlet(torch.ones([3], torch.float64)));
        using Plate groups = Plate("groups", 2, dim: -2);
        Sample("mean", new Normal(0, 1));
        using Plate rows = Plate("rows", 3);
        Sample("cell", new Beta(2, 3));
    }
}
