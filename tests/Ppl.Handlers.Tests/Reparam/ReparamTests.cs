using MathNet.Numerics.LinearAlgebra;
using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class ReparamTests
{
    private const ulong Seed = 5;

    private static Tensor Vector(params double[] values) => torch.tensor(values);

    /// <summary>Each strategy on a latent x of a program, and the site whose value it draws instead.</summary>
    private static IEnumerable<TestCaseData> Strategies()
    {
        yield return Case("centred", new LocScaleReparam(1), "x_decentered", () => new Normal(Vector(1, -2, 0.5), 0.7).ToEvent(1));
        yield return Case("non-centred", new LocScaleReparam(0), "x_decentered", () => new Normal(Vector(1, -2, 0.5), Vector(0.7, 2, 1)).ToEvent(1));
        yield return Case("half-centred", new LocScaleReparam(0.5), "x_decentered", () => new StudentT(4, Vector(1, -2, 0.5), 0.7).ToEvent(1));
        yield return Case("learnt", new LocScaleReparam(), "x_decentered", () => new Laplace(Vector(1, -2, 0.5), 0.7).ToEvent(1));
        yield return Case("transform", new TransformReparam(), "x_base", () => new LogNormal(Vector(0.1, 0.2, 0.3), 0.5).ToEvent(1));
        yield return Case("composed", new TransformReparam(), "x_base",
            () => new TransformedDistribution(new Normal(Vector(1, 2, 3), 1), Transforms.Affine(1, 2).Then(Transforms.Exp)).ToEvent(1));
        yield return Case("cosine", new DiscreteCosineReparam(), "x_dct", () => new Normal(Vector(1, -2, 0.5), Vector(0.7, 2, 1)).ToEvent(1));
        yield return Case("smooth cosine", new DiscreteCosineReparam(1), "x_dct", () => new GaussianRandomWalk(1.5, 3));

        static TestCaseData Case(string name, Reparam strategy, string auxiliary, Func<Distribution> prior) =>
            new TestCaseData(strategy, auxiliary, prior).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Strategies))]
    public void The_density_is_that_of_the_site_in_other_coordinates(Reparam strategy, string auxiliary, Func<Distribution> prior)
    {
        Trace trace = Run(_ => Sample("x", prior()), strategy);
        Tensor drawn = trace[auxiliary].Value!.detach().requires_grad_(true);
        Tensor x = null!;
        Program<int> program = _ => x = Sample("x", prior());
        var values = new Dictionary<string, Tensor> { [auxiliary] = drawn };
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        Trace again = Trace.Of(Reparameterized(program, strategy).Under(new Substitute(values)).Under(new Seed(rng)), 0);

        double logJacobian = LogAbsDet(x, drawn);
        Assert.That((double)again.LogJoint(), Is.EqualTo((double)prior().LogProb(x) + logJacobian).Within(1e-10));
    }

    [TestCaseSource(nameof(Strategies))]
    public void The_site_becomes_deterministic(Reparam strategy, string auxiliary, Func<Distribution> prior)
    {
        Trace trace = Run(_ => Sample("x", prior()), strategy);
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { auxiliary }));
        Assert.That(trace.Single(site => site.Name == "x"), Is.TypeOf<DeterministicSite>());
    }

    [Test]
    public void Inside_a_plate_the_new_site_is_expanded_and_scaled_as_the_old()
    {
        Program<int> program = _ =>
        {
            Tensor loc = Sample("loc", new Normal(0, 1));
            using Plate groups = Plate("groups", 10, 5);
            Sample("x", new Normal(loc, 2));
        };
        Trace trace = Run(program, new LocScaleReparam(0));
        SampleSite drawn = trace["x_decentered"];
        Assert.That(drawn.Distribution.BatchShape, Is.EqualTo(Shape.Create([5])));
        Assert.That(drawn.Scale, Is.EqualTo(2));
        Assert.That(drawn.Plates.Select(plate => plate.Name), Is.EqualTo(new[] { "groups" }));
    }

    [Test]
    public void The_handler_may_stand_inside_a_plate()
    {
        Trace trace = Traced.Of(() =>
        {
            using Plate groups = Plate("groups", 10, 5);
            using Scope scope = new Reparameterize(new Dictionary<string, Reparam> { ["x"] = new LocScaleReparam(0) }).Enter();
            Sample("x", new Normal(1, 2));
        }, Seed);
        Assert.That(trace["x_decentered"].Distribution.BatchShape, Is.EqualTo(Shape.Create([5])));
        Assert.That(trace["x_decentered"].Scale, Is.EqualTo(2));
        Assert.That(trace.OfType<DeterministicSite>().Single().Value!.shape, Is.EqualTo(new long[] { 5 }));
    }

    [Test]
    public void Parts_of_a_split_draw_the_joint_and_keep_its_density()
    {
        Distribution Prior() => new GaussianRandomWalk(1.5, 5);
        Trace trace = Run(_ => Sample("x", Prior()), new SplitReparam(2, 3));
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { "x_split_0", "x_split_1" }));
        Tensor whole = torch.cat([trace["x_split_0"].Value!, trace["x_split_1"].Value!], -1);
        Assert.That(TensorText.ToDoubles(trace["x"].Value!), Is.EqualTo(TensorText.ToDoubles(whole)));
        Assert.That((double)trace.LogJoint(), Is.EqualTo((double)Prior().LogProb(whole)).Within(1e-12));
    }

    [Test]
    public void A_conjugate_update_draws_from_the_product_and_leaves_the_density()
    {
        Distribution[] priors = [new Normal(1, 2), new Gamma(2, 3), new Beta(2, 3), new Dirichlet(Vector(1, 2, 3))];
        Distribution[] likelihoods = [new Normal(-1, 0.5), new Gamma(4, 1), new Beta(1.5, 4), new Dirichlet(Vector(4, 1, 1))];
        double[][] updated = [[(0.25 * 1 + 4 * -1) / 4.25], [(2 + 4 - 1) / 4.0], [2.5 / 8.5], [4 / 9.0, 2 / 9.0, 3 / 9.0]];
        for (int i = 0; i < priors.Length; i++)
        {
            Trace trace = Run(_ => Sample("x", priors[i]), new ConjugateReparam(likelihoods[i]));
            Tensor x = trace["x_updated"].Value!;
            Assert.That(TensorText.ToDoubles(trace["x_updated"].Distribution.Mean), Is.EqualTo(updated[i]).Within(1e-12));
            Assert.That((double)trace.LogJoint(), Is.EqualTo((double)priors[i].LogProb(x)).Within(1e-12));
        }
    }

    [Test]
    public void The_automatic_rule_takes_a_log_normal_hierarchy_apart()
    {
        Program<int> program = _ =>
        {
            Tensor loc = Sample("loc", new Normal(0, 1));
            Sample("x", new LogNormal(loc, 1));
        };
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        Trace trace = Trace.Of(program.Under(new Reparameterize(Reparam.Automatic)).Under(new Seed(rng)), 0);
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "loc", "x_base_centered", "x_base_decentered", "x_base", "x" }));
    }

    [Test]
    public void A_learnt_centring_is_a_parameter_for_each_element_of_an_event()
    {
        Trace trace = Run(_ => Sample("x", new Normal(Vector(1, 2), 1).ToEvent(1)), new LocScaleReparam());
        ParamSite centring = trace.OfType<ParamSite>().Single();
        Assert.That(centring.Name, Is.EqualTo("x_centered"));
        Assert.That(TensorText.ToDoubles(centring.Value!), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(centring.Constraint, Is.EqualTo(Constraints.UnitInterval));
    }

    [Test]
    public void A_site_with_a_value_stays_as_it_is()
    {
        Program<int> program = _ => Sample("x", new Normal(0, 1), Vector(0.3)[0]);
        Trace trace = Run(program, new LocScaleReparam(0));
        Assert.That(trace["x"].IsObserved);
    }

    [Test]
    public void A_misspelt_name_is_refused()
    {
        var error = Assert.Throws<PplException>(() => Trace.Of(
            ((Program<int>)(_ => Sample("x", new Normal(0, 1)))).Under(new Reparameterize(new Dictionary<string, Reparam> { ["y"] = new LocScaleReparam() })), 0))!;
        Assert.That(error.Code, Is.EqualTo("PPL024"));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new TestCaseData(new LocScaleReparam(0), new Gamma(1, 1), "PPL027").SetArgDisplayNames("no location and scale");
        yield return new TestCaseData(new TransformReparam(), new Normal(0, 1), "PPL027").SetArgDisplayNames("no base");
        yield return new TestCaseData(new DiscreteCosineReparam(), new Normal(0, 1), "PPL027").SetArgDisplayNames("no series");
        yield return new TestCaseData(new DiscreteCosineReparam(), new LogNormal(Vector(0, 1), 1).ToEvent(1), "PPL027").SetArgDisplayNames("a series of positive numbers");
        yield return new TestCaseData(new SplitReparam(1, 1), new Normal(Vector(0, 1, 2), 1).ToEvent(1), "PPL107").SetArgDisplayNames("parts of another length");
        yield return new TestCaseData(new SplitReparam(1, 2), new Dirichlet(Vector(1, 1, 1)), "PPL027").SetArgDisplayNames("parts of a simplex");
        yield return new TestCaseData(new ConjugateReparam(new Normal(0, 1)), new Gamma(1, 1), "PPL027").SetArgDisplayNames("another family");
    }

    [TestCaseSource(nameof(Refused))]
    public void A_strategy_that_does_not_fit_names_the_site(Reparam strategy, Distribution prior, string code)
    {
        var error = Assert.Throws<PplException>(() => Run(_ => Sample("x", prior), strategy))!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain("sample site \"x\""));
    }

    private static Program<int> Reparameterized(Program<int> program, Reparam strategy) =>
        program.Under(new Reparameterize(new Dictionary<string, Reparam> { ["x"] = strategy }));

    private static Trace Run(Program<int> program, Reparam strategy)
    {
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        return Trace.Of(Reparameterized(program, strategy).Under(new Seed(rng)), 0);
    }

    /// <summary>log |det dx/dz|.</summary>
    private static double LogAbsDet(Tensor x, Tensor z)
    {
        Tensor[] rows = [.. Enumerable.Range(0, (int)x.numel()).Select(i => torch.autograd.grad([x[i]], [z], retain_graph: true)[0])];
        return Math.Log(Math.Abs(Matrix<double>.Build.DenseOfRows(rows.Select(TensorText.ToDoubles)).Determinant()));
    }
}
