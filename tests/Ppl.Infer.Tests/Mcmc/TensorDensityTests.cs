using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class TensorDensityTests
{
    private static readonly torch.ScalarType Double = torch.ScalarType.Float64;

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    [Test]
    public void A_conjugate_model_has_the_density_and_the_slope_of_its_formula()
    {
        using TensorDensity density = TensorDensity.Of<int>(_ => ConjugateNormal.Model(), 0);
        double z = 0.7, log = -(z * z / 8) - Math.Log(2) - (0.5 * 6 * Math.Log(2 * Math.PI)) - ConjugateNormal.Data.Sum(y => (y - z) * (y - z) / 2);
        double[] gradient = new double[1];
        Assert.That(density.Dimension, Is.EqualTo(1));
        Assert.That(density.Evaluate([z], gradient), Is.EqualTo(log).Within(1e-12));
        Assert.That(gradient[0], Is.EqualTo(ConjugateNormal.Score(z)).Within(1e-12));
    }

    private static IEnumerable<TestCaseData> Models() =>
    [
        Case("positive", 2, _ =>
        {
            Tensor scale = Sample("scale", new LogNormal(0, 1));
            Sample("x", new Gamma(2, scale));
        }),
        Case("one support within another's", 2, _ =>
        {
            Tensor u = Sample("u", new Uniform(0, 2));
            Sample("x", new Uniform(0, u));
        }),
        Case("simplex in a plate", 6, _ =>
        {
            using Plate rows = Plate("rows", 3);
            Tensor p = Sample("p", new Dirichlet(torch.tensor(new[] { 1.0, 2, 3 })));
            Sample("k", new Categorical(p), obs: torch.tensor(new[] { 0L, 2, 1 }));
        }),
        Case("correlation factor", 3, _ => Sample("l", new LKJCholesky(3, 2))),
        Case("increasing numbers", 3, _ => Sample("c", new ImproperUniform(Constraints.Ordered, eventShape: [3]))),
        Case("a scale, a mask and a factor", 5, _ =>
        {
            using Plate rows = Plate("rows", 5);
            using Scope half = new Scale(0.5).Enter();
            Tensor z = Sample("z", new StudentT(3, 0, 1));
            using Scope some = new Mask(torch.tensor(new[] { true, false, true, true, false })).Enter();
            Sample("y", new Normal(z, 1), obs: torch.arange(5, Double));
            Factor("pull", -z.abs().pow(3));
        }),
        Case("mixture with its assignments summed out", 4, _ =>
        {
            Tensor weight = Sample("weight", new Beta(2, 2));
            Tensor spread = Sample("spread", new HalfNormal(1));
            Tensor loc;
            using (Plate components = Plate("components", 2)) loc = Sample("loc", new Normal(0, 3));
            using Plate rows = Plate("rows", 4);
            Tensor z = Sample("z", new Bernoulli(weight));
            Sample("y", new Normal(torch.where(z == 1, loc[1], loc[0]), spread), obs: torch.tensor(new[] { -1.0, 0.5, 2, 3 }));
        }),
        Case("a chain of discrete states", 2, _ =>
        {
            Tensor stay = Sample("stay", new Beta(5, 1)), step = Sample("step", new Normal(0, 2));
            Tensor? z = null;
            double[] data = [0.2, -0.3, 1.8, 2.2];
            foreach (int t in Markov(data.Length))
            {
                z = Sample($"z{t}", z is null ? new Bernoulli(0.5) : new Bernoulli((z * stay) + ((1 - z) * (1 - stay))));
                Sample($"y{t}", new Normal(z * step, 1), obs: torch.tensor(data[t]));
            }
        }),
    ];

    [TestCaseSource(nameof(Models))]
    public void A_gradient_is_that_of_central_differences(Program<int> model, int dimension)
    {
        using TensorDensity density = TensorDensity.Of(model, 0);
        Assert.That(density.Dimension, Is.EqualTo(dimension));
        using var rng = new Rng(4);
        for (int i = 0; i < 3; i++) Differences.Check(density, [.. Enumerable.Range(0, dimension).Select(_ => rng.NextGaussian())]);
    }

    /// <summary>Where one term of log |dz/du| is missing or counted twice, this is not the evidence.</summary>
    [TestCase("positive", 1.0), TestCase("between", 1.0), TestCase("observed", 0.25)]
    public void A_density_integrates_over_unconstrained_space_to_the_evidence(string name, double evidence)
    {
        Program<string> model = which =>
        {
            if (which == "positive") Sample("x", new Gamma(3, 2));
            else if (which == "between") Sample("x", new Beta(2, 3));
            else Sample("y", new Bernoulli(Sample("x", new Uniform(0, 0.5))), obs: torch.tensor(1.0));
        };
        using TensorDensity density = TensorDensity.Of(model, name);
        double[] gradient = new double[1];
        const double step = 0.01;
        double integral = Enumerable.Range(-4000, 8001).Sum(i => step * Math.Exp(density.Evaluate([i * step], gradient)));
        Assert.That(integral, Is.EqualTo(evidence).Within(1e-8));
    }

    /// <summary>Σ_z Π_t p(z_t | z_t-1) p(y_t | z_t) by the forward algorithm.</summary>
    [Test]
    public void Discrete_states_are_summed_out_exactly()
    {
        using var chain = new HiddenMarkovModel(12, 3);
        Program<Tensor> model = y =>
        {
            Tensor shift = Sample("shift", new Normal(0, 1));
            chain.Program(y - (0 * shift));
        };
        using TensorDensity density = TensorDensity.Of(model, chain.Data);
        Assert.That(density.Evaluate([0.4], new double[1]), Is.EqualTo(chain.Forward() - 0.08 - (0.5 * Math.Log(2 * Math.PI))).Within(1e-10));
    }

    [Test]
    public void A_reparameterised_program_has_the_density_of_its_other_coordinates()
    {
        Program<int> model = _ =>
        {
            Tensor log = Sample("log", new Normal(0, 3));
            Sample("x", new Normal(0, (log / 2).exp()));
        };
        using TensorDensity density = TensorDensity.Of(model.Under(new Reparameterize(new Dictionary<string, Reparam> { ["x"] = new LocScaleReparam(0) })), 0);
        double[] gradient = new double[2];
        Assert.That(density.Evaluate([1.5, 0.5], gradient), Is.EqualTo(-0.125 - 0.125 - Math.Log(3) - Math.Log(2 * Math.PI)).Within(1e-12));
        Assert.That(gradient, Is.EqualTo(new[] { -1.5 / 9, -0.5 }).Within(1e-12));
    }

    [Test]
    public void A_latent_that_another_handler_gives_a_value_does_not_move()
    {
        Program<int> model = _ => Sample("x", new Normal(Sample("z", new Normal(0, 1)), 1));
        using TensorDensity density = TensorDensity.Of(model.Under(new Substitute(new Dictionary<string, Tensor> { ["z"] = torch.tensor(2.0) })), 0);
        double[] gradient = new double[1];
        Assert.That(density.Evaluate([0.5], gradient), Is.EqualTo(-2 - 1.125 - Math.Log(2 * Math.PI)).Within(1e-12));
        Assert.That(gradient[0], Is.EqualTo(1.5).Within(1e-12));
    }

    [Test]
    public void Where_there_is_no_density_it_is_0()
    {
        Program<int> model = _ => Sample("y", new Uniform(0, Sample("width", new LogNormal(0, 1))), obs: torch.tensor(3.0));
        using TensorDensity density = TensorDensity.Of(model, 0);
        double[] gradient = new double[1];
        for (int i = 0; i < 25; i++)    // with values checked, and then without
        {
            Assert.That(density.Evaluate([1], gradient), Is.EqualTo(double.NegativeInfinity));
            Assert.That(density.Evaluate([1.2], gradient), Is.GreaterThan(-10));
        }
        Assert.That(density.Evaluate([double.NaN], gradient), Is.EqualTo(double.NegativeInfinity));
        Assert.That(density.Evaluate([1e4], gradient), Is.EqualTo(double.NegativeInfinity));
    }

    [Test]
    public void A_clone_on_another_thread_gives_the_same_numbers()
    {
        using TensorDensity density = TensorDensity.Of<int>(_ => ConjugateNormal.Model(), 0);
        double here = density.Evaluate([0.3], new double[1]), there = double.NaN;
        var thread = new Thread(() =>
        {
            using TensorDensity clone = density.Clone();
            there = clone.Evaluate([0.3], new double[1]);
        });
        thread.Start();
        thread.Join();
        Assert.That(there, Is.EqualTo(here));
    }

    [Test]
    public void Parameters_are_constants_of_a_store()
    {
        Program<int> model = _ => Sample("z", new Normal(Param("m", 1.0), 1));
        Assert.That(() => TensorDensity.Of(model, 0), Raises.Code("PPL024").With.Message.Contains("\"m\""));
        using var store = new ParamStore();
        using (Scope bind = new BindParams(store).Enter()) Param("m", () => torch.tensor(3.0));
        using TensorDensity density = TensorDensity.Of(model, 0, store);
        double[] gradient = new double[1];
        density.Evaluate([1], gradient);
        Assert.That(gradient[0], Is.EqualTo(2).Within(1e-12));
    }

    [Test]
    public void Float32_is_refused_by_the_name_of_its_first_site_unless_allowed()
    {
        Program<Tensor> model = y =>
        {
            Tensor z = Sample("z", new Normal(0, 2));
            using Plate rows = Plate("rows", y.shape[0]);
            Sample("y", new Normal(z, 1), obs: y);
        };
        Tensor data = torch.tensor(ConjugateNormal.Data, Double).to(torch.ScalarType.Float32);
        Assert.That(() => TensorDensity.Of(model, data), Raises.Code("PPL204").With.Message.Contains("\"y\""));
        Program<int> prior = _ => Sample("x", new Normal(torch.tensor(0f), 1));
        Assert.That(() => TensorDensity.Of(prior, 0), Raises.Code("PPL204").With.Message.Contains("\"x\""));
        using TensorDensity allowed = TensorDensity.Of(model, data, allowFloat32: true), exact = TensorDensity.Of<int>(_ => ConjugateNormal.Model(), 0);
        double[] gradient = new double[1];
        Assert.That(allowed.Evaluate([0.3], gradient), Is.EqualTo(exact.Evaluate([0.3], gradient)).Within(1e-4).And.Not.EqualTo(exact.Evaluate([0.3], gradient)));
    }

    /// <summary>The data are tensors of the run that failed.</summary>
    [Test]
    public void Float32_beside_data_that_the_program_makes_is_refused_by_name()
    {
        Program<int> model = _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(mu * torch.ones([3]), 1), obs: torch.tensor(new[] { 0.5, 1, -1 }));
        };
        Assert.That(() => TensorDensity.Of(model, 0), Raises.Code("PPL204").With.Message.Contains("\"y\""));
    }

    [Test]
    public void Numbers_and_whole_numbers_are_not_float32()
    {
        Program<int> model = _ =>
        {
            Tensor rate = Sample("rate", new Gamma(1, 1));
            Sample("k", new Poisson(rate), obs: torch.tensor(3L));
            Sample("n", new Poisson(2.5), obs: torch.tensor(3L));
            Tensor z = Sample("z", new Bernoulli(0.3));
            Sample("y", new Normal(z * rate, 1), obs: torch.tensor(1.0));
        };
        using TensorDensity density = TensorDensity.Of(model, 0);
        Differences.Check(density, [0.2]);
    }

    [Test]
    public void What_cannot_be_moved_or_summed_out_is_refused()
    {
        Program<int> count = _ => Sample("y", new Normal(Sample("n", new Poisson(3.0)) * Sample("a", new Normal(0, 1)), 1), obs: torch.tensor(1.0));
        Assert.That(() => TensorDensity.Of(count, 0), Raises.Code("PPL010").With.Message.Contains("\"n\""));
        Program<int> drawn = _ => Sample("y", new Normal(Sample("n", new Bernoulli(0.5), options: new SiteOptions { Enumeration = Enumeration.Drawn }) * Sample("a", new Normal(0, 1)), 1));
        Assert.That(() => TensorDensity.Of(drawn, 0), Raises.Code("PPL010").With.Message.Contains("drawn"));
        Program<int> none = _ => Sample("n", new Bernoulli(0.5));
        Assert.That(() => TensorDensity.Of(none, 0), Throws.ArgumentException.With.Message.Contains("no continuous latents"));
        Program<int> bounded = _ => Sample("x", new Uniform(0, Sample("n", new Bernoulli(0.5)) + 1));
        Assert.That(() => TensorDensity.Of(bounded, 0), Raises.Code("PPL027").With.Message.Contains("enumerated"));
    }

    [Test]
    public void A_subsampled_plate_is_refused()
    {
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new Normal(0, 1));
            using Plate rows = Plate("rows", 10, subsample: 2);
            Sample("y", new Normal(z, 1), obs: torch.zeros([2], Double));
        };
        Assert.That(() => TensorDensity.Of(model, 0), Throws.ArgumentException.With.Message.Contains("2 of 10 elements"));
    }

    [Test]
    public void A_latent_that_the_first_run_lacked_is_refused()
    {
        int runs = 0;
        Program<int> model = _ =>
        {
            Sample("z", new Normal(0, 1));
            if (runs++ > 0) Sample("later", new Normal(0, 1));
        };
        using TensorDensity density = TensorDensity.Of(model, 0);
        Assert.That(() => density.Evaluate([0], new double[1]), Raises.Code("PPL024").With.Message.Contains("\"later\""));
    }

    private static TestCaseData Case(string name, int dimension, Program<int> model) => new TestCaseData(model, dimension).SetArgDisplayNames(name);
}
