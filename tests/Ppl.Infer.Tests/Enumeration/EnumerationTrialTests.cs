using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Terms that take the values of an enumerated site together leave no trace in the shapes, and sum to something else.</summary>
public sealed class EnumerationTrialTests
{
    private static readonly double[] Data = [0.5, 1, -1];

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    /// <summary>Terms of μ and of z in rows, whose shapes are those of right programs.</summary>
    private static IEnumerable<TestCaseData> Mixed() =>
    [
        Case("a site outside the plate, of the sum", (mu, z) => Sample("y", new Normal(mu + z.sum(), 1), obs: torch.tensor(1.5))),
        Case("a site outside the plate, of the mean", (mu, z) => Sample("y", new Normal(mu * z.mean(), 1), obs: torch.tensor(1.5))),
        Case("a site outside the plate, of the greatest", (mu, z) => Sample("y", new Normal(mu + z.max(), 1), obs: torch.tensor(1.5))),
        Case("a factor of two elements", (_, z) => Factor("y", 1.2 * z[0].sum() * z[1].sum())),
        Case("a factor of the last element", (mu, z) => Factor("y", mu * z[-1].sum())),
        Case("elements added up inside the plate", (mu, z) => InRows(mu + z.cumsum(-1))),
        Case("elements beside each other", (mu, z) => InRows(mu + (2 * z * z.flip(-1)))),
        Case("what differs from the mean", (mu, z) => InRows(mu + z - z.mean())),
        Case("a sum inside the plate", (mu, z) => InRows(mu + z.sum())),
        Case("a mask of all elements together", (mu, z) => { using Scope some = new Mask(z.sum() > 1).Enter(); InRows(mu + z); }),
        Case("an observed count of all elements", (_, z) => Sample("y", new Delta(z.sum()), obs: torch.tensor(1.0))),
    ];

    /// <summary>Terms of which each element has one of z.</summary>
    private static IEnumerable<TestCaseData> Apart() =>
    [
        Case("a value for each row", (mu, z) => InRows(mu + z)),
        Case("means by value", (mu, z) => InRows(mu + torch.tensor([-1.0, 2]).index_select(0, z.reshape(-1).to(torch.int64)).reshape(z.shape))),
        Case("a sum of the values' own dim of events", (mu, z) => { using Plate rows = Plate("rows", 3); Sample("y", new Normal((z.unsqueeze(-1) * torch.tensor([1.0, 2])) + mu, 1).ToEvent(1), obs: torch.ones([3, 2], torch.float64)); }),
        Case("an impossible value", (_, z) => { using Plate rows = Plate("rows", 3); Factor("y", torch.where(z > 0, double.NegativeInfinity, 0.3)); }),
        Case("a part of the rows", (mu, z) => { using Plate rows = Plate("rows", 3); using Scope some = new Mask(torch.tensor([true, false, true])).Enter(); Sample("y", new Normal(mu + z, 1), obs: torch.tensor(Data)); }),
    ];

    [TestCaseSource(nameof(Mixed))]
    public void Values_that_are_taken_together_are_refused_by_a_density(Action<Tensor, Tensor> terms) =>
        Assert.That(() => TensorDensity.Of(Model(terms), 0), Raises.Code("PPL032").With.Message.Contains("\"y\""));

    [TestCaseSource(nameof(Mixed))]
    public void Values_that_are_taken_together_are_refused_by_an_objective(Action<Tensor, Tensor> terms)
    {
        using var summed = new Svi<int>(Model(terms), Guide, new Adam(0.1), new TraceEnumElbo(), Float64());
        Assert.That(() => summed.Step(0), Raises.Code("PPL032").With.Message.Contains("\"y\""));
        using var guided = new Svi<int>(Model(terms), GuideOfAll, new Adam(0.1), new TraceEnumElbo(particles: 2, vectorize: true), Float64());
        Assert.That(() => guided.Step(0), Raises.Code("PPL032").With.Message.Contains("\"y\""));
    }

    [TestCaseSource(nameof(Mixed))]
    public void Values_that_are_taken_together_are_refused_by_the_posterior_of_discrete_latents(Action<Tensor, Tensor> terms)
    {
        using var engine = new InferDiscrete<int>(Model(terms), Float64());
        Assert.That(() => engine.LogEvidence(0), Raises.Code("PPL032"));
    }

    [TestCaseSource(nameof(Apart))]
    public void Terms_of_one_value_each_are_summed_as_they_are(Action<Tensor, Tensor> terms)
    {
        using TensorDensity density = TensorDensity.Of(Model(terms), 0);
        Assert.That(density.Evaluate([0.4]), Is.EqualTo(ByHand(Model(terms), 0.4)).Within(1e-10));
        using var svi = new Svi<int>(Model(terms), Guide, new Adam(0.1), new TraceEnumElbo(), Float64());
        Assert.That(() => svi.Step(0), Throws.Nothing);
    }

    [Test]
    public void A_loop_of_sites_is_summed_over_all_values_of_all()
    {
        Program<int> model = _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1)), sum = torch.zeros([], torch.float64);
            for (int i = 0; i < 4; i++) sum += Sample($"z{i}", new Bernoulli(0.2 + (0.1 * i)));
            Sample("y", new Normal(mu + sum, 1), obs: torch.tensor(1.5));
        };
        using TensorDensity density = TensorDensity.Of(model, 0);
        Assert.That(density.Evaluate([0.4]), Is.EqualTo(ByHand(model, 0.4)).Within(1e-10));
    }

    [Test]
    public void A_sum_over_all_dims_of_one_hot_values_is_refused_and_one_over_their_events_is_not()
    {
        Tensor weights = torch.tensor([-1.0, 0.5, 2]);
        Assert.That(() => TensorDensity.Of(OneHot(k => (weights * k).sum()), 0), Raises.Code("PPL032"));
        using TensorDensity density = TensorDensity.Of(OneHot(k => (weights * k).sum(-1)), 0);
        double expected = Math.Log(new[] { (0.2, -1.0), (0.3, 0.5), (0.5, 2) }.Sum(value => value.Item1 * Math.Exp(-0.5 * Math.Pow(1 - 0.4 - value.Item2, 2)))) - (0.5 * 0.4 * 0.4) - Math.Log(2 * Math.PI);
        Assert.That(density.Evaluate([0.4]), Is.EqualTo(expected).Within(1e-10));

        static Program<int> OneHot(Func<Tensor, Tensor> mean) => _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            Sample("y", new Normal(mu + mean(Sample("k", new OneHotCategorical([0.2, 0.3, 0.5]))), 1), obs: torch.tensor(1.0));
        };
    }

    [Test]
    public void A_guide_that_takes_values_together_is_refused()
    {
        Program<int> model = _ => { using Plate rows = Plate("rows", 2); Sample("z", new Bernoulli(0.5)); Sample("w", new Bernoulli(0.5)); };
        Program<int> guide = _ =>
        {
            using Plate rows = Plate("rows", 2);
            Tensor z = Sample("z", new Bernoulli(0.4));
            Sample("w", new Bernoulli(0.2 + (0.1 * z.sum())));
        };
        using var svi = new Svi<int>(model, guide, new Adam(0.1), new TraceEnumElbo(), Float64());
        Assert.That(() => svi.Step(0), Raises.Code("PPL032").With.Message.Contains("\"w\""));
    }

    /// <summary>A draw that has no site is another one in each run.</summary>
    [Test]
    public void A_program_that_draws_without_a_site_is_not_taken_for_one_that_mixes_values()
    {
        using var noise = Float64();
        Program<int> model = _ => { using Plate rows = Plate("rows", 3); Sample("y", new Normal(Sample("z", new Bernoulli(0.5)) + new Normal(0, 1).Sample(noise), 1), obs: torch.tensor(Data)); };
        using var svi = new Svi<int>(model, _ => { using Plate rows = Plate("rows", 3); }, new Adam(0.1), new TraceEnumElbo(), Float64());
        Assert.That(() => svi.Step(0), Throws.Nothing);
    }

    [Test]
    public void A_subsample_is_the_same_in_all_runs_of_the_trial()
    {
        Tensor y = torch.arange(100, torch.float64);
        Program<int> model = _ => { using Plate rows = Plate("rows", 100, subsample: 10); Sample("y", new Normal(Sample("z", new Bernoulli(0.5)), 1), obs: rows.Subsample(y)); };
        using var svi = new Svi<int>(model, _ => { using Plate rows = Plate("rows", 100, subsample: 10); }, new Adam(0.1), new TraceEnumElbo(), Float64());
        Assert.That(() => svi.Step(0), Throws.Nothing);
    }

    [Test]
    public void A_long_chain_is_tried_in_one_run_more_and_refused_where_its_steps_mix_values()
    {
        int runs = 0;
        using TensorDensity density = TensorDensity.Of(Chain(z => z), 0);
        Assert.That(runs, Is.EqualTo(4), "to find the latents, to find a point that has a density, of all values, and of one of each");
        Assert.That(() => TensorDensity.Of(Chain(z => z.sum()), 0), Raises.Code("PPL032"));

        Program<int> Chain(Func<Tensor, Tensor> mean) => _ =>
        {
            runs++;
            Tensor mu = Sample("mu", new Normal(0, 1)), z = torch.tensor(0.0);
            foreach (int t in Markov(40))
            {
                z = Sample($"z{t}", new Bernoulli(0.3 + (0.4 * z)));
                Sample($"y{t}", new Normal(mu + mean(z), 1), obs: torch.tensor(0.5));
            }
        };
    }

    [Test]
    public void A_density_without_discrete_latents_runs_its_program_no_more_often()
    {
        int runs = 0;
        using TensorDensity density = TensorDensity.Of(_ => { runs++; Sample("mu", new Normal(0, 1)); }, 0);
        Assert.That(runs, Is.EqualTo(1));
    }

    /// <summary>log Σ over every value of every site, each in a run of its own.</summary>
    private static double ByHand(Program<int> model, double mu)
    {
        Program<int> at = model.Under(new Substitute(new Dictionary<string, Tensor> { ["mu"] = torch.tensor(mu) }));
        using Scope seed = new Seed(Float64()).Enter();
        return (double)torch.stack([.. Enumerate.Runs(at, 0, plateDepth: 1, _ => Enumeration.Sequential).Select(trace => trace.LogJoint())]).logsumexp(0);
    }

    private static void InRows(Tensor mean)
    {
        using Plate rows = Plate("rows", 3);
        Sample("y", new Normal(mean, 1), obs: torch.tensor(Data));
    }

    private static Program<int> Model(Action<Tensor, Tensor> terms) => _ =>
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), z;
        using (Plate rows = Plate("rows", 3)) z = Sample("z", new Bernoulli(torch.tensor(new[] { 0.4, 0.5, 0.6 })));
        terms(mu, z);
    };

    private static void Guide(int _) => Sample("mu", new Normal(Param("m", 0.3), 1));

    private static void GuideOfAll(int _)
    {
        Guide(0);
        using Plate rows = Plate("rows", 3);
        Sample("z", new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)));
    }

    private static Rng Float64() => new(1, torch.ScalarType.Float64);

    private static TestCaseData Case(string name, Action<Tensor, Tensor> terms) => new TestCaseData(terms).SetArgDisplayNames(name);
}
