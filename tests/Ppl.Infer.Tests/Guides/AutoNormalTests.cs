using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class AutoNormalTests
{
    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    /// <summary>Numbers, vectors and simplexes, inside plates and outside, in one model: the guide's sites fit the model's, dim by dim.</summary>
    [Test]
    public void Latents_of_every_shape_have_their_plates_and_supports()
    {
        var guide = new AutoNormal<int>(Shapes);
        using Svi<int> svi = Engine(Shapes, guide, new TraceElbo(3, vectorize: true));
        for (int step = 0; step < 12; step++) Assert.That(double.IsFinite(svi.Step(0)));
        using Scope bind = new BindParams(svi.Parameters).Enter();
        using Rng rng = new(3, torch.ScalarType.Float64);
        using Scope seed = new Seed(rng).Enter();
        Golden.Check(Trace.Of(guide.Program, 0).ToString());
    }

    [Test]
    public void Draws_and_quantiles_have_the_shapes_of_the_latents()
    {
        var guide = new AutoNormal<int>(Shapes);
        using Svi<int> svi = Engine(Shapes, guide);
        svi.Step(0);
        using Rng rng = new(2);
        Assert.That(Sizes(guide.Median(svi.Parameters, 0)), Is.EqualTo("scale [] weights [4] share [3] mean [2, 1] cell [2, 3]"));
        Assert.That(Sizes(guide.Draws(svi.Parameters, 0, 5, rng)), Is.EqualTo("scale [5] weights [5, 4] share [5, 3] mean [5, 2, 1] cell [5, 2, 3]"));
        Assert.That(Sizes(guide.Quantiles(svi.Parameters, 0, 0.1, 0.9)), Is.EqualTo("scale [2] weights [2, 4] share [2, 3] mean [2, 2, 1] cell [2, 2, 3]"));
    }

    /// <summary>f(x) = 5 - exp(x) falls: its quantiles are those of x in reverse.</summary>
    [Test]
    public void Quantiles_are_those_of_the_constrained_number_even_where_its_bijection_falls()
    {
        Program<int> model = _ => Sample("z", new TransformedDistribution(new Normal(0, 1), Transforms.Exp.Then(Transforms.Affine(5, -1))));
        var guide = new AutoNormal<int>(model, InitialValues.Uniform(0), scale: 0.5);
        using Svi<int> svi = Engine(model, guide);
        svi.EvaluateLoss(0);
        double[] quantiles = TensorText.ToDoubles(guide.Quantiles(svi.Parameters, 0, 0.025, 0.5, 0.975)["z"]);
        Assert.That(quantiles, Is.EqualTo(new[] { 5 - Math.Exp(0.5 * 1.959963985), 4, 5 - Math.Exp(-0.5 * 1.959963985) }).Within(1e-8));
    }

    /// <summary>False alarm 1e-6 each.</summary>
    [Test]
    public void Draws_are_those_of_the_guide()
    {
        Program<int> model = _ => { using Plate rows = Plate("rows", 2); Sample("z", new LogNormal(0, 1)); };
        var guide = new AutoNormal<int>(model, InitialValues.Uniform(0), scale: 0.5);
        using Svi<int> svi = Engine(model, guide);
        svi.EvaluateLoss(0);
        using Rng rng = new(5);
        double[] logs = TensorText.ToDoubles(guide.Draws(svi.Parameters, 0, 5000, rng)["z"].log());
        StatisticalAssert.Mean(logs, 0);
        StatisticalAssert.Mean([.. logs.Select(x => x * x)], 0.25);
    }

    /// <summary>z_i ~ N(0, 1), y_i ~ N(z_i, 1): each row's posterior is N(y_i / 2, 1/2), whichever rows a step looks at.</summary>
    [TestCase(false, TestName = "Rows that a plate draws have parameters of their own")]
    [TestCase(true, TestName = "Rows that the program gives have parameters of their own")]
    public void Local_latents(bool givesRows)
    {
        using Tensor table = torch.linspace(-3, 3, 12, torch.float64);
        void Model(Tensor given)
        {
            using Plate rows = givesRows ? Plate("rows", 12, given) : Plate("rows", 12, subsample: 4);
            Tensor z = Sample("z", new Normal(0, 1));
            Sample("y", new Normal(z, 1), obs: rows.Subsample(table));
        }
        var guide = new AutoNormal<Tensor>(Model);
        using var svi = new Svi<Tensor>(Model, guide, new ClippedAdam(0.1, decay: 0.99), new TraceElbo(20, vectorize: true), new Rng(1, torch.ScalarType.Float64));
        using Rng order = new(3);
        for (int step = 0; step < 400; step++)
        {
            using Tensor rows = torch.tensor(order.Permutation(12)[..4]);
            svi.Step(rows);
        }
        using Tensor first = torch.tensor(new long[] { 0, 1, 2, 3 });
        Tensor median = guide.Median(svi.Parameters, first)["z"];
        Assert.That(TensorText.ToDoubles(median), Is.EqualTo(TensorText.ToDoubles(table).Select(y => y / 2)).Within(0.1));
        Assert.That(TensorText.ToDoubles(svi.Parameters["z.scale"].Constrained()), Is.All.EqualTo(Math.Sqrt(0.5)).Within(0.1));
    }

    [Test]
    public void A_subsample_may_change_its_size_from_step_to_step()
    {
        using Tensor table = torch.linspace(-3, 3, 12, torch.float64);
        void Model(long count)
        {
            using Plate rows = Plate("rows", 12, subsample: count);
            Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: rows.Subsample(table));
        }
        using var svi = new Svi<long>(Model, new AutoNormal<long>(Model), new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        foreach (long count in (long[])[5, 5, 2, 12]) Assert.That(double.IsFinite(svi.Step(count)));
        Assert.That(svi.Parameters["z.loc"].Unconstrained.shape, Is.EqualTo(new long[] { 12 }));
    }

    [Test]
    public void Some_latents_may_be_left_to_another_guide()
    {
        var guide = new AutoNormal<int>(Shapes, only: ["weights", "cell"]);
        using Scope seed = new Seed(new Rng(1)).Enter();
        Assert.That(Trace.Of(guide.Program, 0).Latents.Select(site => site.Name), Is.EqualTo(new[] { "weights", "cell" }));
        var misspelt = new AutoNormal<int>(Shapes, only: ["wieghts"]);
        Assert.That(() => misspelt.Program(0), Raises.Code("PPL024").With.Message.Contains("weights"));
    }

    [Test]
    public void A_discrete_latent_is_PPL010()
    {
        static void Refuse(Program<int> model, IReadOnlyList<string>? only)
        {
            using Svi<int> svi = Engine(model, new AutoNormal<int>(model, only: only));
            Assert.That(() => svi.Step(0), Raises.Code("PPL010").With.Message.Contains("\"k\""));
        }
        Refuse(_ => Sample("k", new Poisson(3)), only: null);
        Refuse(_ => Sample("k", new Bernoulli(0.5)), only: ["k"]);
        Refuse(_ => Sample("k", new Bernoulli(0.5), options: new SiteOptions { Enumeration = Enumeration.Drawn }), only: null);
    }

    [Test]
    public void A_discrete_latent_that_can_be_listed_is_left_to_the_objective()
    {
        Program<int> model = _ => Sample("k", new Bernoulli(0.5));
        using Svi<int> svi = Engine(model, new AutoNormal<int>(model));
        Assert.That(() => svi.Step(0), Raises.Code("PPL004").With.Message.Contains("TraceEnumElbo sums it out"));
    }

    [Test]
    public void Bounds_that_differ_from_row_to_row_of_a_subsampled_plate_are_refused()
    {
        using Tensor bounds = torch.linspace(1, 2, 6, torch.float64);
        Program<int> model = _ =>
        {
            using Plate rows = Plate("rows", 6, subsample: 3);
            Sample("z", new Uniform(0, rows.Subsample(bounds)));
        };
        using Svi<int> svi = Engine(model, new AutoNormal<int>(model));
        Assert.That(() => svi.Step(0), Raises.Code("PPL027").With.Message.Contains("\"z\""));
    }

    [Test]
    public void Bounds_that_are_tensors_outlive_the_first_run()
    {
        Program<int> model = _ =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("z", new Uniform(torch.tensor([0.0, 1, 2]), torch.tensor([1.0, 3, 5])));
        };
        using Svi<int> svi = Engine(model, new AutoNormal<int>(model));
        Assert.That(() => { for (int step = 0; step < 5; step++) svi.Step(0); }, Throws.Nothing);
    }

    [Test]
    public void Parameters_of_the_model_are_learnt_along()
    {
        Program<int> model = _ =>
        {
            Tensor scale = Param("tau", 1.0, Constraints.Positive);
            using Plate rows = Plate("rows", 4, subsample: 2);
            Sample("z", new Normal(0, scale));
        };
        using Svi<int> svi = Engine(model, new AutoNormal<int>(model));
        for (int step = 0; step < 3; step++) svi.Step(0);
        Assert.That((double)svi.Parameters["tau"].Constrained(), Is.Not.EqualTo(1));
    }

    private static string Sizes(IReadOnlyDictionary<string, Tensor> tensors) => string.Join(' ', tensors.Select(pair => $"{pair.Key} {Shape.Of(pair.Value)}"));

    private static Svi<int> Engine(Program<int> model, Program<int> guide, Elbo? elbo = null) =>
        new(model, guide, new Adam(), elbo ?? new TraceElbo(), new Rng(1, torch.ScalarType.Float64));

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
