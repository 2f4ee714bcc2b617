using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class PredictiveTests
{
    private static readonly DrawOptions[] SideBySideAndNot = [new() { AtOnce = 700 }, new() { AtOnce = 1 }];

    private TorchSharp.DisposeScope scope = null!;
    private Rng rng = null!;
    private ParamStore store = null!;

    [SetUp]
    public void Begin() => (scope, rng, store) = (torch.NewDisposeScope(), new Rng(7), new ParamStore());

    [TearDown]
    public void End()
    {
        store.Dispose();
        rng.Dispose();
        scope.Dispose();
    }

    [TestCaseSource(nameof(SideBySideAndNot))]
    public void Predictions_at_new_inputs_have_the_moments_of_the_conjugate_posterior(DrawOptions options)
    {
        double[] at = [-3, 0.5, 4];
        Samples samples = Predictive.Posterior(LinearRegression.Model, LinearRegression.Posterior, store, LinearRegression.At(at), 2000, rng, options);
        Assert.That(samples["y"].Shape, Is.EqualTo(Shape.Create([3])));
        for (int i = 0; i < at.Length; i++)
        {
            double mean = LinearRegression.MeanA + (LinearRegression.MeanB * at[i]);
            double variance = LinearRegression.VarianceA + (at[i] * at[i] * LinearRegression.VarianceB) + (2 * at[i] * LinearRegression.Covariance);
            StatisticalAssert.Mean(samples["y"].Element(i), mean);
            StatisticalAssert.Variance(samples["y"].Element(i), variance + 1);
            StatisticalAssert.Variance(samples["line"].Element(i), variance);
        }
    }

    [TestCaseSource(nameof(SideBySideAndNot))]
    public void What_is_observed_is_drawn_anew(DrawOptions options)
    {
        Samples samples = Predictive.Prior(LinearRegression.Model, LinearRegression.Training, 2000, rng, options: options);
        Assert.That(samples.Select(site => (site.Name, site.Role, site.Shape)), Is.EqualTo(new[]
        {
            ("a", SiteRole.Latent, default(Shape)), ("b", SiteRole.Latent, default), ("line", SiteRole.Deterministic, [6]), ("y", SiteRole.Predicted, [6]),
        }));
        double x = LinearRegression.X[5];
        StatisticalAssert.Mean(samples["y"].Element(5), 0);
        StatisticalAssert.Variance(samples["y"].Element(5), (4 * (1 + (x * x))) + 1);
        Assert.That(samples["y"].Dtype, Is.EqualTo(torch.ScalarType.Float64));
    }

    [Test]
    public void The_draws_of_all_sites_are_of_the_same_runs()
    {
        Samples samples = Predictive.Prior(LinearRegression.Model, LinearRegression.Training, 50, rng, options: new DrawOptions { AtOnce = 20 });
        double[] a = samples["a"].Element(), b = samples["b"].Element();
        for (int draw = 0; draw < 50; draw++)
            Assert.That(samples["line"][draw].ToArray(), Is.EqualTo(LinearRegression.X.Select(x => a[draw] + (b[draw] * x))).Within(1e-12));
    }

    [TestCaseSource(nameof(SideBySideAndNot))]
    public void A_model_runs_along_draws_made_before(DrawOptions options)
    {
        Samples latents = Predictive.Posterior(LinearRegression.Model, LinearRegression.Posterior, store, LinearRegression.Training, 900, rng);
        Samples samples = Predictive.Posterior(LinearRegression.Model, latents, LinearRegression.At(10, 20), rng, options: options);
        Assert.That(samples["a"].Values, Is.EqualTo(latents["a"].Values));
        Assert.That(samples["line"].Element(1), Is.EqualTo(latents["a"].Element().Zip(latents["b"].Element(), (a, b) => a + (20 * b))).Within(1e-9));
        Assert.That(samples["y"].Role, Is.EqualTo(SiteRole.Predicted));
    }

    [Test]
    public void A_latent_left_out_is_drawn_given_the_others()
    {
        Samples latents = new(new Draws("scale", [], [.. Enumerable.Repeat(3.0, 2000)]));
        Samples samples = Predictive.Posterior(Groups, latents, 4, rng);
        StatisticalAssert.Variance(samples["effect"].Element(2), 9);
        Assert.That(samples["effect"].Role, Is.EqualTo(SiteRole.Predicted));
    }

    [Test]
    public void A_vector_between_plates_comes_out_in_its_own_shape()
    {
        Samples samples = Predictive.Prior(Nested, 0, 5, rng);
        Assert.That(samples.Select(site => $"{site.Name} {site.Shape}"), Is.EqualTo(new[] { "w [3]", "row [4, 1]", "cell [4, 2, 3]", "sum [4, 2]", "constant [2]" }));
        for (int draw = 0; draw < 5; draw++)
        {
            double[] cell = samples["cell"][draw].ToArray();
            Assert.That(samples["sum"][draw].ToArray(), Is.EqualTo(cell.Chunk(3).Select(event3 => event3.Sum())).Within(1e-5));
            Assert.That(samples["constant"][draw].ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        }
    }

    [Test]
    public void A_program_that_does_not_broadcast_is_run_draw_by_draw()
    {
        int runs = 0;
        Program<int> branches = _ =>
        {
            runs++;
            Tensor z = Sample("z", new Normal(0, 1));
            Deterministic("sign", torch.tensor((double)z.sum() > 0 ? 1.0 : -1.0));
        };
        Samples samples = Predictive.Prior(branches, 0, 40, rng);
        Assert.That(samples["sign"].Element(), Is.EqualTo(samples["z"].Element().Select(z => (double)Math.Sign(z))));
        Assert.That(runs, Is.GreaterThan(40));
    }

    [Test]
    public void A_program_that_broadcasts_is_run_chunk_by_chunk()
    {
        int runs = 0;
        Program<int> program = _ =>
        {
            runs++;
            Sample("z", new Normal(0, 1));
        };
        Assert.That(Predictive.Prior(program, 0, 1000, rng, options: new DrawOptions { AtOnce = 400 })["z"].Count, Is.EqualTo(1000));
        Assert.That(runs, Is.EqualTo(1 + 3 + 3), "one for the shapes, three to try it, three chunks");
    }

    [Test]
    public void Sums_over_the_draws_do_not_pass_for_broadcasting()
    {
        Program<int> program = _ =>
        {
            Tensor z = Sample("z", new Normal(0, 1));
            Sample("y", new Normal(z.sum(), 0.01));
        };
        Samples samples = Predictive.Prior(program, 0, 300, rng);
        Assert.That(samples["y"].Element().Zip(samples["z"].Element(), (y, z) => Math.Abs(y - z)).Max(), Is.LessThan(0.1));
    }

    [Test]
    public void A_trained_parameter_is_used_and_stays_as_it_is()
    {
        Program<int> model = _ => Sample("y", new Normal(Param("m", 1.0), 0.001));
        using (Scope bind = new BindParams(store).Enter()) model(0);
        using (torch.no_grad()) store["m"].Unconstrained.fill_(5);
        Samples samples = Predictive.Prior(model, 0, 100, rng, store);
        Assert.That(samples["y"].Element().Average(), Is.EqualTo(5).Within(0.01));
        Assert.That(store, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_parameter_that_was_not_fitted_is_refused()
    {
        Program<int> model = _ => Sample("y", new Normal(Param("m", 1.0), 1));
        Assert.That(() => Predictive.Prior(model, 0, 10, rng, store), Raises.Code("PPL024"));
        Assert.That(store, Is.Empty);
    }

    [Test]
    public void A_draw_of_no_latent_is_refused() =>
        Assert.That(() => Predictive.Posterior(Groups, new Samples(new Draws("scales", [], [1, 2])), 4, rng), Raises.Code("PPL024"));

    [Test]
    public void A_draw_of_another_shape_is_refused() =>
        Assert.That(() => Predictive.Posterior(Groups, new Samples(new Draws("scale", [2], [1, 2])), 4, rng), Raises.Code("PPL111"));

    [Test]
    public void A_guide_site_that_the_model_lacks_is_refused()
    {
        Program<int> guide = _ => Sample("scle", new LogNormal(0, 1));
        Assert.That(() => Predictive.Posterior(Groups, guide, store, 4, 10, rng), Raises.Code("PPL003"));
    }

    [Test]
    public void A_site_that_lists_its_values_is_refused()
    {
        Program<int> model = _ => Sample("coin", new Bernoulli(0.5), options: new SiteOptions { Enumeration = Enumeration.Parallel });
        Assert.That(() => Predictive.Prior(model.Under(() => new Enumerate(plateDepth: 0)), 0, 10, rng), Raises.Code("PPL010"));
    }

    [Test]
    public void One_seed_gives_the_same_draws_twice()
    {
        double[] Draw()
        {
            using var seeded = new Rng(3);
            return [.. Predictive.Prior(Groups, 4, 30, seeded)["effect"].Values];
        }
        double[] once = Draw(), twice = Draw();
        Assert.That(twice, Is.EqualTo(once));
    }

    private static void Groups(int groups)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate plate = Plate("groups", groups);
        Sample("effect", new Normal(0, scale));
    }

    private static void Nested(int data)
    {
        Tensor w = Sample("w", new Normal(0, 1).Expand([3]).ToEvent(1));
        using Plate rows = Plate("rows", 4, dim: -2);
        Tensor row = Sample("row", new Normal(0, 1));
        using Plate columns = Plate("columns", 2, dim: -1);
        Tensor cell = Sample("cell", new Normal(w + row.unsqueeze(-1), 1).ToEvent(1));
        Deterministic("sum", cell.sum(-1L));
        Deterministic("constant", torch.tensor(new[] { 1.0, 2 }));
    }
}
