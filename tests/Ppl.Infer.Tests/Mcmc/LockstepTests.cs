using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Positions side by side have the densities of each by itself, and chains in lockstep the draws of each by itself.</summary>
public sealed class LockstepTests
{
    private static readonly McmcOptions Options = new() { Seed = 41, Warmup = 150, Draws = 60, Chains = 32, Vectorize = true };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    private static IEnumerable<TestCaseData> Models() =>
    [
        Case("one support within another's, and a factor", _ =>
        {
            Tensor u = Sample("u", new Uniform(0, 2));
            Tensor x = Sample("x", new Uniform(0, u));
            Factor("weight", (3 * x).log());
        }),
        Case("simplex and correlations in a plate", _ =>
        {
            using Plate rows = Plate("rows", 3);
            Tensor p = Sample("p", new Dirichlet(torch.tensor(new[] { 1.0, 2, 3 })));
            Sample("l", new LKJCholesky(3, 2));
            Sample("k", new Categorical(p), obs: torch.tensor(new[] { 0L, 2, 1 }));
        }),
        Case("two plates, and a latent outside", _ =>
        {
            Tensor scale = Sample("scale", new LogNormal(0, 1));
            using Plate columns = Plate("columns", 2, dim: -2);
            Tensor a = Sample("a", new Normal(0, scale));
            using Plate rows = Plate("rows", 3, dim: -1);
            Sample("y", new Normal(a, 1), obs: torch.arange(6, torch.ScalarType.Float64).reshape(2, 3));
        }),
        Case("assignments summed out", _ =>
        {
            Tensor w = Sample("w", new Beta(2, 2)), step = Sample("step", new Normal(0, 2));
            using Plate rows = Plate("rows", 4);
            Tensor z = Sample("z", new Bernoulli(w));
            Sample("y", new Normal(z * step, 1), obs: torch.tensor(new[] { -1.0, 0.5, 2, 3 }));
        }),
        Case("a chain of states summed out", _ =>
        {
            Tensor stay = Sample("stay", new Beta(5, 1));
            Tensor? z = null;
            double[] data = [0.2, -0.3, 1.8, 2.2];
            foreach (int t in Markov(data.Length))
            {
                z = Sample($"z{t}", z is null ? new Bernoulli(0.5) : new Bernoulli((z * stay) + ((1 - z) * (1 - stay))));
                Sample($"y{t}", new Normal(z, 1), obs: torch.tensor(data[t]));
            }
        }),
    ];

    [TestCaseSource(nameof(Models))]
    public void Positions_side_by_side_have_the_densities_of_each_by_itself(Program<int> model)
    {
        const int count = 5;
        using TensorDensity density = TensorDensity.Of(model, 0);
        using TensorBatchDensity batch = density.SideBySide(count);
        int n = density.Dimension;
        using var rng = new Rng(5);
        double[] positions = [.. Enumerable.Range(0, count * n).Select(_ => rng.NextGaussian())], logDensities = new double[count], gradients = new double[count * n], alone = new double[n];
        batch.Evaluate(positions, logDensities, gradients);
        for (int i = 0; i < count; i++)
        {
            Assert.That(logDensities[i], Is.EqualTo(density.Evaluate(positions.AsSpan(i * n, n), alone)).Within(1e-10));
            Assert.That(gradients[(i * n)..((i + 1) * n)], Is.EqualTo(alone).Within(1e-10));
        }
    }

    [Test]
    public void A_position_without_density_takes_none_from_the_others()
    {
        Program<int> model = _ => Sample("y", new Uniform(0, Sample("width", new LogNormal(0, 1))), obs: torch.tensor(3.0));
        using TensorDensity density = TensorDensity.Of(model, 0);
        using TensorBatchDensity batch = density.SideBySide(3);
        double[] logDensities = new double[3], gradients = new double[3];
        batch.Evaluate([1.2, 1, double.NaN], logDensities, gradients);
        Assert.That(logDensities, Is.EqualTo(new[] { density.Evaluate([1.2], new double[1]), double.NegativeInfinity, double.NegativeInfinity }));
        Assert.That(gradients[0], Is.EqualTo(-2.2).Within(1e-12));
    }

    [Test]
    public void A_program_that_does_not_broadcast_is_refused()
    {
        Program<int> sum = _ => Factor("square", -Sample("z", new Normal(0, 1)).sum().square());
        using TensorDensity density = TensorDensity.Of(sum, 0);
        Assert.That(() => density.SideBySide(2), Throws.ArgumentException.With.Message.Contains("does not broadcast"));
    }

    [Test]
    public void Chains_in_lockstep_make_the_draws_of_each_by_itself()
    {
        McmcOptions few = Options with { Chains = 3, Warmup = 20, Draws = 8, Threads = 1 };
        double[] together = [.. new Mcmc(few).Run<int>(_ => ConjugateNormal.Model(), 0).Samples["z"].Values];
        Assert.That(together, Is.EqualTo(new Mcmc(few with { Vectorize = false }).Run<int>(_ => ConjugateNormal.Model(), 0).Samples["z"].Values).Within(1e-6));
    }

    [Test]
    public void Many_chains_in_lockstep_find_the_posterior_and_go_on()
    {
        var mcmc = new Mcmc(Options);
        McmcResult first = mcmc.Run<int>(_ => ConjugateNormal.Model(), 0), both = mcmc.Continue(first, (int _) => ConjugateNormal.Model(), 0);
        Assert.That(both.Samples["z"].ByChain()[31][..60], Is.EqualTo(first.Samples["z"].ByChain()[31]));
        double[] draws = both.Samples["z"].Element();
        StatisticalAssert.Mean([.. both.Samples["z"].ByChain().Select(chain => chain.Average())], ConjugateNormal.PosteriorMean, falseAlarm: 1e-4);
        Assert.That(Math.Sqrt(draws.Average(z => Math.Pow(z - ConjugateNormal.PosteriorMean, 2))), Is.EqualTo(ConjugateNormal.PosteriorScale).Within(5).Percent);
    }

    [Test]
    public void What_cannot_go_in_lockstep_is_refused()
    {
        Program<int> model = _ => Sample("y", new Normal(Sample("mu", new Normal(0, 1)) + Sample("z", new Bernoulli(0.5)), 1), obs: torch.tensor(1.0));
        Assert.That(() => new Mcmc(Options with { Gibbs = ["z"] }).Run(model, 0), Raises.Code("PPL314").With.Message.Contains("Vectorize"));
        Assert.That(() => new Mcmc(Options).Run(AnalyticDensity.Normal(1)), Throws.ArgumentException.With.Message.Contains("Vectorize"));
    }

    private static TestCaseData Case(string name, Program<int> model) => new TestCaseData(model).SetArgDisplayNames(name);
}
