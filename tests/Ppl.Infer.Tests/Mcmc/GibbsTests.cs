using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class GibbsTests
{
    private static readonly double[] Data = [-0.3, 0.8, 2.4, 3.3, 0.1];
    private static readonly McmcOptions Options = new() { Seed = 31, Warmup = 150, Draws = 500, Threads = 1, Chains = 3, Gibbs = ["z"] };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    /// <summary>
    /// The share of a mixture, whose posterior is a polynomial; P(z_i = 1 | x) follows from its moments' ratios. Draws that are worth three hundred have an R-hat above 1.01 now and then.
    /// </summary>
    [Test]
    public void Draws_of_assignments_and_of_their_share_are_those_of_the_sum()
    {
        McmcResult result = new Mcmc(Options with { Draws = 1500 }).Run(Mixture, 0);
        Assert.That(result.Samples.Select(site => (site.Name, site.Shape)), Is.EqualTo(new (string, Shape)[] { ("w", []), ("z", [5]), ("ones", []) }));
        double whole = Integral(_ => 1), mean = Integral(w => w) / whole;
        KnownPosterior.Check(result, ("w", 0, mean, Math.Sqrt((Integral(w => w * w) / whole) - (mean * mean))));
        for (int i = 0; i < Data.Length; i++)
        {
            double y = Data[i], one = Integral(w => w * Density(3, y) / (((1 - w) * Density(0, y)) + (w * Density(3, y)))) / whole;
            double[][] draws = result.Samples["z"].ByChain(i);
            Assert.That(Mean(draws), Is.EqualTo(one).Within(5 * Math.Sqrt(one * (1 - one) / EffectiveSampleSize.Mean(draws))), $"P(z_{i} = 1)");
        }
        for (int draw = 0; draw < 20; draw++) Assert.That(result.Samples["ones"][draw][0], Is.EqualTo(result.Samples["z"][draw].ToArray().Sum()));
    }

    /// <summary>z0 held, z1 summed out: the rest of the chain's distribution is that of the exact posterior.</summary>
    [Test]
    public void Some_sites_are_drawn_and_others_summed_out()
    {
        Program<int> model = _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            Tensor first = Sample("first", new Categorical(torch.tensor(new[] { 0.2, 0.3, 0.5 })));
            Tensor second = Sample("second", new Bernoulli(0.2 + (0.3 * first.to(torch.ScalarType.Float64))));
            Sample("y", new Normal(mu + first + second, 1), obs: torch.tensor(1.5));
        };
        McmcResult result = new Mcmc(Options with { Gibbs = ["first"], Draws = 1000 }).Run(model, 0);
        double[] weights = [0.2, 0.3, 0.5];
        // y ~ N(first + second, 2) with mu summed out.
        double Joint(int first, int second) => weights[first] * (second == 1 ? 0.2 + (0.3 * first) : 0.8 - (0.3 * first)) * Math.Exp(-Math.Pow(1.5 - first - second, 2) / 4);
        double total = Enumerable.Range(0, 3).Sum(first => Joint(first, 0) + Joint(first, 1));
        Assert.That(result.Samples.Select(site => site.Name), Is.EqualTo(new[] { "mu", "first" }));
        for (int value = 0; value < 3; value++)
        {
            double expected = (Joint(value, 0) + Joint(value, 1)) / total;
            double[][] draws = [.. result.Samples["first"].ByChain().Select(chain => chain.Select(x => x == value ? 1.0 : 0).ToArray())];
            Assert.That(Mean(draws), Is.EqualTo(expected).Within(5 * MonteCarloError.Mean(draws)), $"P(first = {value})");
        }
    }

    /// <summary>Models in which an enumerated run says nothing, or something wrong, of the elements of z: sums over all of them give what is right, μ ~ N(0, 1) summed out by hand.</summary>
    private static IEnumerable<TestCaseData> Dependent()
    {
        double[] data = [0.5, 1, -1];
        Action<Tensor, Tensor> sum = (mu, z) => Sample("y", new Normal(mu + z.sum(), 0.7), obs: torch.tensor(1.5));
        return
        [
            Case("a site outside the plate, of the sum", sum, z => -0.5 * Math.Pow(1.5 - z.Sum(), 2) / 1.49),
            Case("the same, scaled", sum, z => -0.5 * Math.Pow(1.5 - z.Sum(), 2) / 1.49, scale: 3),
            Case("a factor of two elements", (_, z) => Factor("pair", 1.2 * z.select(-1, 0) * z.select(-1, 2)), z => 1.2 * z[0] * z[2]),
            Case("elements beside each other", (mu, z) =>
            {
                using Plate rows = Plate("beside", 3);
                Sample("y", new Normal(mu + (2 * z * z.index_select(-1, torch.tensor(new[] { 1L, 2, 0 }))), 1), obs: torch.tensor(data));
            },
            z =>
            {
                double[] rest = [.. data.Select((y, i) => y - (2 * z[i] * z[(i + 1) % 3]))];
                return -0.5 * (rest.Sum(r => r * r) - (rest.Sum() * rest.Sum() / 4));
            }),
            Case("a branch", (mu, z) => Sample("y", (double)z.select(-1, 1) > 0 ? new Normal(mu, 1) : new Normal(mu + 2, 1), obs: torch.tensor(-1.0)), z => -0.25 * Math.Pow(z[1] > 0 ? -1 : -3, 2)),
        ];

        static TestCaseData Case(string name, Action<Tensor, Tensor> likelihood, Func<double[], double> log, double scale = 1) =>
            new TestCaseData(likelihood, log, scale).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Dependent))]
    public void Elements_that_depend_on_each_other_are_drawn_one_by_one(Action<Tensor, Tensor> likelihood, Func<double[], double> log, double scale)
    {
        Program<int> model = _ =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1)), z;
            using (Plate rows = Plate("rows", 3)) z = Sample("z", new Bernoulli(torch.tensor(new[] { 0.4, 0.5, 0.6 })));
            likelihood(mu, z);
        };
        McmcResult result = new Mcmc(Options with { Draws = 400 }).Run(model.Under(new Scale(scale)), 0);
        double[] expected = new double[3], prior = [0.4, 0.5, 0.6];
        double whole = 0;
        for (int code = 0; code < 8; code++)
        {
            double[] z = [.. Enumerable.Range(0, 3).Select(i => (double)(code >> i & 1))];
            double weight = Math.Exp(scale * (log(z) + z.Select((value, i) => Math.Log(value > 0 ? prior[i] : 1 - prior[i])).Sum()));
            whole += weight;
            for (int i = 0; i < 3; i++) expected[i] += weight * z[i];
        }
        for (int i = 0; i < 3; i++)
        {
            double[][] draws = result.Samples["z"].ByChain(i);
            Assert.That(Mean(draws), Is.EqualTo(expected[i] / whole).Within(4.2 * MonteCarloError.Mean(draws)), $"P(z_{i} = 1)");
        }
    }

    [Test]
    public void Elements_that_are_independent_are_drawn_in_one_run_of_the_program()
    {
        int runs = 0;
        Program<int> model = _ =>
        {
            runs++;
            Tensor mu = Sample("mu", new Normal(0, 1));
            using Plate rows = Plate("rows", 200);
            Sample("y", new Normal(mu + Sample("z", new Bernoulli(0.3)), 1), obs: torch.ones([200], torch.ScalarType.Float64));
        };
        McmcResult result = new Mcmc(Options with { Warmup = 0, Draws = 10, Chains = 1, Kernel = new RandomWalk() }).Run(model, 0);
        Assert.That(runs, Is.LessThan(80), "ten steps of three runs each, and what comes before and after");
        Assert.That(result.Samples["z"].Values.Distinct(), Is.EquivalentTo(new[] { 0.0, 1.0 }));
    }

    [Test]
    public void A_run_with_discrete_values_goes_on_from_where_it_stood()
    {
        McmcOptions few = Options with { Warmup = 20, Draws = 10 };
        var state = new SavedState();
        new Mcmc(few with { Draws = 4 }).Run(Mixture, 0).Save(state);
        McmcResult both = new Mcmc(few with { Draws = 6 }).Continue(McmcResult.Restore(state), Mixture, 0), whole = new Mcmc(few with { Threads = 3 }).Run(Mixture, 0);
        foreach (Draws site in whole.Samples) Assert.That(both.Samples[site.Name].Values, Is.EqualTo(site.Values), site.Name);
    }

    [Test]
    public void Only_discrete_latents_of_the_model_whose_support_can_be_listed_are_drawn()
    {
        Assert.That(() => new Mcmc(Options with { Gibbs = ["zz"] }).Run(Mixture, 0), Raises.Code("PPL024").With.Message.Contains("\"z\""));
        Assert.That(() => new Mcmc(Options with { Gibbs = ["w"] }).Run(Mixture, 0), Raises.Code("PPL024"));
        Program<int> count = _ => Sample("y", new Normal(Sample("n", new Poisson(3.0)) * Sample("a", new Normal(0, 1)), 1), obs: torch.tensor(1.0));
        Assert.That(() => new Mcmc(Options with { Gibbs = ["n"] }).Run(count, 0), Raises.Code("PPL010"));
        Assert.That(() => new Mcmc(Options).Run(AnalyticDensity.Normal(1)), Throws.ArgumentException);
    }

    private static void Mixture(int _)
    {
        Tensor w = Sample("w", new Uniform(0, 1));
        Tensor z;
        using (Plate rows = Plate("rows", Data.Length))
        {
            z = Sample("z", new Bernoulli(w), options: new SiteOptions { Enumeration = Enumeration.Drawn });
            Sample("y", new Normal(3 * z, 1), obs: torch.tensor(Data));
        }
        Deterministic("ones", z.sum());
    }

    private static double Density(double loc, double y) => Math.Exp(-(y - loc) * (y - loc) / 2);

    private static double Integral(Func<double, double> of)
    {
        const int cells = 20_000;
        return Enumerable.Range(0, cells).Select(i => (i + 0.5) / cells)
            .Sum(w => of(w) * Data.Aggregate(1.0 / cells, (product, y) => product * (((1 - w) * Density(0, y)) + (w * Density(3, y)))));
    }

    private static double Mean(double[][] chains) => chains.SelectMany(chain => chain).Average();
}
