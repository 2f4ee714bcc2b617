using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class AutoStructuredTests
{
    private static readonly Program<int> Chain = GaussianChain.System.Model;

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    /// <summary>Every conditional, supports and plates of all kinds, and dependence across a plate's edge.</summary>
    [Test]
    public void Latents_of_every_shape_may_depend_on_those_around_them()
    {
        Program<int> model = _ =>
        {
            Sample("scale", new LogNormal(0, 1));
            Sample("weights", new Normal(torch.zeros([4], torch.float64), 1).ToEvent(1));
            using Plate rows = Plate("rows", 10, subsample: 5);
            Sample("share", new Dirichlet(torch.ones([3], torch.float64)));
            Sample("cell", new Beta(2, 3));
        };
        var guide = new AutoStructured<int>(
            model,
            new Dictionary<string, string[]> { ["weights"] = ["scale"], ["share"] = ["weights"], ["cell"] = ["scale", "share"] },
            new Dictionary<string, Conditional> { ["scale"] = Conditional.Delta, ["weights"] = Conditional.MultivariateNormal, ["share"] = Conditional.MultivariateNormal });
        using var svi = new Svi<int>(model, guide, new Adam(), new TraceElbo(3, vectorize: true), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < 12; step++) Assert.That(double.IsFinite(svi.Step(0)));
        Assert.That(
            svi.Parameters.Where(parameter => parameter.Name.Contains(".on.", StringComparison.Ordinal)).Select(parameter => $"{parameter.Name} {Shape.Of(parameter.Unconstrained)}"),
            Is.EqualTo(new[] { "weights.on.scale [4, 1]", "share.on.weights [10, 2, 4]", "cell.on.scale [10, 1, 1]", "cell.on.share [10, 1, 2]" }));
        using Rng rng = new(1);
        Assert.That(
            guide.Draws(svi.Parameters, 0, 7, rng).Select(draws => $"{draws.Key} {Shape.Of(draws.Value)}"),
            Is.EqualTo(new[] { "scale [7]", "weights [7, 4]", "share [7, 10, 3]", "cell [7, 10]" }));
        Assert.That(guide.Quantiles(svi.Parameters, 0, 0.1, 0.9)["cell"].shape, Is.EqualTo(new long[] { 2, 10 }));
    }

    [Test]
    public void A_dependence_on_a_later_latent_is_PPL024()
    {
        var guide = new AutoStructured<int>(Chain, new Dictionary<string, string[]> { ["z0"] = ["z1"] });
        Assert.That(() => guide.Program(0), Raises.Code("PPL024").With.Message.Contains("z1"));
    }

    [Test]
    public void A_dependence_on_the_elements_of_a_plate_that_ends_before_is_PPL314()
    {
        Program<int> model = _ =>
        {
            using (Plate("rows", 3)) Sample("each", new Normal(0, 1));
            Sample("all", new Normal(0, 1));
        };
        var guide = new AutoStructured<int>(model, new Dictionary<string, string[]> { ["all"] = ["each"] });
        Assert.That(() => guide.Program(0), Raises.Code("PPL314").With.Message.Contains("\"each\""));
    }
}
