using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class AutoDiscreteParallelTests
{
    /// <summary>
    /// k ~ Categorical(0.5, 0.3, 0.2), y ~ N(k, 1), y = 1.2: three posterior probabilities in closed form. By the score function, whose noise in each step is
    /// about 1 / √1000; the learning rate falls to 1/1000 of the first.
    /// </summary>
    [Test]
    public void The_posterior_of_a_category_is_reached()
    {
        double[] prior = [0.5, 0.3, 0.2];
        Program<int> model = _ => Sample("y", new Normal(Sample("k", new Categorical(torch.tensor(prior))).to(torch.float64), 1), obs: torch.tensor(1.2, torch.float64));
        var guide = new AutoDiscreteParallel<int>(model);
        using Svi<int> svi = GuideFits.Fit(model, guide);
        double[] joint = [.. prior.Select((p, k) => p * Math.Exp(-(1.2 - k) * (1.2 - k) / 2) / Math.Sqrt(2 * Math.PI))];
        Assert.That(TensorText.ToDoubles(svi.Parameters["k.probs"].Constrained()), Is.EqualTo(joint.Select(p => p / joint.Sum())).Within(0.005));
        Assert.That(-svi.EvaluateLoss(0), Is.EqualTo(Math.Log(joint.Sum())).Within(1e-3));
    }

    [Test]
    public void Discrete_latents_of_every_kind_have_their_plates_and_supports()
    {
        var guide = new AutoGuideList<int>(new AutoDiscreteParallel<int>(Shapes), new AutoNormal<int>(Shapes, only: ["share"]));
        using var svi = new Svi<int>(Shapes, guide, new Adam(), new TraceElbo(3, vectorize: true), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < 12; step++) Assert.That(double.IsFinite(svi.Step(0)));
        Assert.That(
            svi.Parameters.Where(parameter => parameter.Name.EndsWith(".probs", StringComparison.Ordinal)).Select(parameter => $"{parameter.Name} {Shape.Of(parameter.Constrained())}"),
            Is.EqualTo(new[] { "coins.probs [4]", "pair.probs [2]", "one.probs [3]", "each.probs [10, 5]" }));
        using Rng rng = new(1);
        Assert.That(
            guide.Draws(svi.Parameters, 0, 7, rng).Select(draws => $"{draws.Key} {Shape.Of(draws.Value)}"),
            Is.EqualTo(new[] { "coins [7, 4]", "pair [7]", "one [7, 3]", "each [7, 10]", "share [7]" }));
    }

    [Test]
    public void A_count_without_a_bound_is_refused()
    {
        Program<int> model = _ => Sample("n", new Poisson(3));
        Assert.That(() => new AutoDiscreteParallel<int>(model).Program(0), Raises.Code("PPL027").With.Message.Contains("\"n\""));
    }

    private static void Shapes(int _)
    {
        Tensor share = Sample("share", new Beta(2, 2));
        Sample("coins", new Bernoulli(0.5).Expand([4]).ToEvent(1));
        Tensor pair = Sample("pair", new Categorical(torch.tensor([0.5, 0.5])));
        Factor("indexed", torch.tensor([0.1, 0.2])[pair]);
        Sample("one", new OneHotCategorical(torch.ones([3], torch.float64)));
        using Plate rows = Plate("rows", 10, subsample: 5);
        Sample("each", new Binomial(4, share));
    }
}
