using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class LogLikelihoodTests
{
    private static readonly DrawOptions[] SideBySideAndNot = [new() { AtOnce = 40 }, new() { AtOnce = 1 }];

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    [TestCaseSource(nameof(SideBySideAndNot))]
    public void Each_draw_has_a_number_for_each_observation(DrawOptions options)
    {
        using var rng = new Rng(1);
        Samples latents = Predictive.Prior(LinearRegression.Model, LinearRegression.Training, 100, rng);
        Draws y = LogLikelihood.Of(LinearRegression.Model, latents, LinearRegression.Training, options: options)["y"];
        double[] observed = [.. LinearRegression.Training.Y!.data<double>()];
        for (int draw = 0; draw < 100; draw++)
        {
            double[] line = latents["line"][draw].ToArray();
            Assert.That(y[draw].ToArray(), Is.EqualTo(observed.Zip(line, (at, mean) => -0.5 * ((at - mean) * (at - mean)) - (0.5 * Math.Log(2 * Math.PI)))).Within(1e-9));
        }
    }

    [Test]
    public void Draws_of_chains_stay_draws_of_chains()
    {
        using var rng = new Rng(1);
        Samples prior = Predictive.Prior(LinearRegression.Model, LinearRegression.Training, 12, rng);
        Samples latents = new(prior.Where(site => site.Role == SiteRole.Latent).Select(site => new Draws(site.Name, site.Shape, site.Values, site.Role, site.Dtype) { Chains = 3 }));
        Assert.That(LogLikelihood.Of(LinearRegression.Model, latents, LinearRegression.Training).Chains, Is.EqualTo(3));
        Assert.That(Predictive.Posterior(LinearRegression.Model, latents, LinearRegression.Training, rng).Chains, Is.EqualTo(3));
        Assert.That(latents.Select(0, 1, 2).Chains, Is.EqualTo(1));
        Assert.That(latents.First().ByChain(), Has.Length.EqualTo(3).And.All.Length.EqualTo(4));
        Assert.That(() => new Draws("x", [], [1, 2, 3]) { Chains = 2 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Samples(new Draws("x", [], [1, 2]), new Draws("y", [], [1, 2]) { Chains = 2 }), Throws.ArgumentException);
    }

    [Test]
    public void Events_are_summed_masked_cells_are_0_and_scales_do_not_enter()
    {
        Tensor data = torch.tensor(new[] { 0.5f, 1, float.NaN, 2, 0, 1 }, [3, 2]);
        Program<Tensor> model = y =>
        {
            Tensor z = Sample("z", new Normal(0, 1));
            using Plate rows = Plate("rows", 30, subsample: 3);
            Sample("y", new Normal(z.unsqueeze(-1), 1).Expand([3, 2]).ToEvent(1), obs: y, obsMask: torch.tensor(new[] { true, false, true }));
        };
        Draws log = LogLikelihood.Of(model, new Samples(new Draws("z", [], [0, 1])), data)["y"];
        double halfLog = Math.Log(2 * Math.PI);
        Assert.That(log.Values, Is.EqualTo(new[] { -0.625 - halfLog, 0, -0.5 - halfLog, -0.125 - halfLog, 0, -0.5 - halfLog }).Within(1e-6));
    }

    [Test]
    public void Predictions_that_stand_beside_the_latents_are_left_aside()
    {
        using var rng = new Rng(1);
        Samples latents = Predictive.Prior(LinearRegression.Model, LinearRegression.Training, 5, rng);
        Assert.That(LogLikelihood.Of(LinearRegression.Model, latents, LinearRegression.Training)["y"].Count, Is.EqualTo(5));
    }

    [Test]
    public void A_latent_without_draws_is_refused() =>
        Assert.That(() => LogLikelihood.Of(LinearRegression.Model, new Samples(new Draws("a", [], [1.0], dtype: torch.ScalarType.Float64)), LinearRegression.Training), Raises.Code("PPL024"));

    [Test]
    public void A_model_that_observes_nothing_is_refused()
    {
        Program<int> model = _ => Sample("z", new Normal(0, 1));
        Assert.That(() => LogLikelihood.Of(model, new Samples(new Draws("z", [], [1.0])), 0), Throws.ArgumentException);
    }
}
