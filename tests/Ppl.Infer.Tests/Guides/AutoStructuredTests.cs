using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class AutoStructuredTests
{
    private static readonly double[] Y = [0.8, -0.4, 1.9];

    private static readonly Program<int> Chain = ChainModel;

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    /// <summary>
    /// z₁ ~ N(0, 1), z_i ~ N(z_(i-1), 1), y_i ~ N(z_i, 1): the posterior has a precision of three diagonals, and each z_i given all before it hangs on z_(i-1)
    /// alone.
    /// </summary>
    [Test]
    public void The_posterior_of_a_Gaussian_chain_is_reached()
    {
        var guide = new AutoStructured<int>(Chain, new Dictionary<string, string[]> { ["z1"] = ["z0"], ["z2"] = ["z1"] });
        using Svi<int> svi = GuideFits.Fit(Chain, guide, steps: 1000);
        (double[] mean, double[] sd, double logEvidence) = Smoother();
        // The guide's own moments, along the chain.
        double[] actualMean = new double[3], actualSd = new double[3];
        for (int i = 0; i < 3; i++)
        {
            double Number(string part) => TensorText.ToDoubles(svi.Parameters[$"z{i}.{part}"].Constrained())[0];
            double slope = i == 0 ? 0 : Number($"on.z{i - 1}"), noise = Number("scale");
            actualMean[i] = Number("loc") + (i == 0 ? 0 : slope * actualMean[i - 1]);
            actualSd[i] = Math.Sqrt((noise * noise) + (i == 0 ? 0 : slope * slope * actualSd[i - 1] * actualSd[i - 1]));
        }
        GuideFits.AssertExact(svi, mean, sd, actualMean, actualSd, logEvidence);
    }

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

    private static void ChainModel(int _)
    {
        Tensor z = torch.zeros([], torch.float64);
        for (int i = 0; i < 3; i++)
        {
            z = Sample($"z{i}", new Normal(z, 1));
            Sample($"y{i}", new Normal(z, 1), obs: torch.tensor(Y[i], torch.float64));
        }
    }

    /// <summary>Kalman's filter and the smoother of Rauch, Tung and Striebel.</summary>
    private static (double[] Mean, double[] Sd, double LogEvidence) Smoother()
    {
        double[] m = new double[3], v = new double[3], mean = new double[3], variance = new double[3];
        double logEvidence = 0;
        for (int i = 0; i < 3; i++)
        {
            double priorMean = i == 0 ? 0 : m[i - 1], prior = i == 0 ? 1 : v[i - 1] + 1, total = prior + 1;
            logEvidence -= 0.5 * (Math.Log(2 * Math.PI * total) + ((Y[i] - priorMean) * (Y[i] - priorMean) / total));
            m[i] = priorMean + (prior / total * (Y[i] - priorMean));
            v[i] = prior / total;
        }
        (mean[2], variance[2]) = (m[2], v[2]);
        for (int i = 1; i >= 0; i--)
        {
            double gain = v[i] / (v[i] + 1);
            mean[i] = m[i] + (gain * (mean[i + 1] - m[i]));
            variance[i] = v[i] + (gain * gain * (variance[i + 1] - v[i] - 1));
        }
        return (mean, [.. variance.Select(Math.Sqrt)], logEvidence);
    }
}
