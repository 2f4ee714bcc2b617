using MathNet.Numerics.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Posteriors of programs, whose moments are known: a few draws of small models in every run, the others in <c>Slow</c>.</summary>
public sealed class ProgramPosteriorTests
{
    private static readonly McmcOptions Short = new() { Seed = 21, Warmup = 300, Draws = 600 };
    private static readonly McmcOptions Long = new() { Seed = 22, Draws = 2500 };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    [Test]
    public void The_mean_of_normal_numbers() =>
        KnownPosterior.Check(new Mcmc(Short).Run<int>(_ => ConjugateNormal.Model(), 0), ("z", 0, ConjugateNormal.PosteriorMean, ConjugateNormal.PosteriorScale));

    /// <summary>Beta(2, 3) before, 7 heads and 2 tails.</summary>
    [Test]
    public void The_bias_of_a_coin()
    {
        Program<int> model = _ =>
        {
            Tensor p = Sample("p", new Distributions.Beta(2, 3));
            Sample("heads", new Distributions.Binomial(9, p), obs: torch.tensor(7.0));
        };
        var exact = new Beta(9, 5);
        KnownPosterior.Check(new Mcmc(Short).Run(model, 0), ("p", 0, exact.Mean, exact.StdDev));
    }

    [Test, Category("Slow")]
    public void A_rate_of_counts()
    {
        double[] counts = [3, 0, 2, 5, 1];
        Program<int> model = _ =>
        {
            Tensor rate = Sample("rate", new Distributions.Gamma(2, 1));
            using Plate rows = Plate("rows", counts.Length);
            Sample("count", new Distributions.Poisson(rate), obs: torch.tensor(counts));
        };
        var exact = new Gamma(2 + counts.Sum(), 1 + counts.Length);
        KnownPosterior.Check(new Mcmc(Long).Run(model, 0), ("rate", 0, exact.Mean, exact.StdDev));
    }

    /// <summary>Dirichlet(1, 2, 3) before, counts 4, 0, 2: Dirichlet(5, 2, 5).</summary>
    [Test, Category("Slow")]
    public void Shares_that_sum_to_1()
    {
        Program<int> model = _ =>
        {
            Tensor p = Sample("p", new Distributions.Dirichlet(torch.tensor(new[] { 1.0, 2, 3 })));
            using Plate rows = Plate("rows", 6);
            Sample("k", new Distributions.Categorical(p), obs: torch.tensor(new[] { 0L, 0, 2, 0, 2, 0 }));
        };
        double[] after = [5, 2, 5];
        KnownPosterior.Check(new Mcmc(Long).Run(model, 0), [.. after.Select((a, i) => ("p", i, a / 12, Math.Sqrt(a * (12 - a) / (144 * 13))))]);
    }

    /// <summary>The funnel log ~ N(0, 3²), x ~ N(0, e^log), by its coordinates z = x e^(-log / 2).</summary>
    [Test, Category("Slow")]
    public void A_funnel_that_is_not_centred()
    {
        Program<int> model = _ =>
        {
            Tensor log = Sample("log", new Distributions.Normal(0, 3));
            Sample("x", new Distributions.Normal(0, (log / 2).exp()));
        };
        Program<int> moved = model.Under(new Reparameterize(new Dictionary<string, Reparam> { ["x"] = new LocScaleReparam(0) }));
        KnownPosterior.Check(new Mcmc(Long).Run(moved, 0), ("log", 0, 0, 3), ("x_decentered", 0, 0, 1));
    }

    /// <summary>N(0, 1) between 0.5 and 2.</summary>
    [Test, Category("Slow")]
    public void A_normal_number_between_two_bounds()
    {
        Program<int> model = _ =>
        {
            Tensor x = Sample("x", new Distributions.Uniform(0.5, 2));
            Factor("normal", -x * x / 2);
        };
        double inside = Normal.CDF(0, 1, 2) - Normal.CDF(0, 1, 0.5), low = Normal.PDF(0, 1, 0.5), high = Normal.PDF(0, 1, 2);
        double mean = (low - high) / inside, square = 1 + (((0.5 * low) - (2 * high)) / inside);
        KnownPosterior.Check(new Mcmc(Long).Run(model, 0), ("x", 0, mean, Math.Sqrt(square - (mean * mean))));
    }

    /// <summary>y_i ~ (1 - w) N(0, 1) + w N(3, 1), w uniform: the posterior of w is a polynomial, whose moments are sums.</summary>
    [Test]
    public void The_share_of_a_mixture_whose_assignments_are_summed_out()
    {
        double[] data = [-0.3, 0.8, 2.4, 3.3, 0.1];
        Program<int> model = _ =>
        {
            Tensor w = Sample("w", new Distributions.Uniform(0, 1));
            using Plate rows = Plate("rows", data.Length);
            Tensor z = Sample("z", new Distributions.Bernoulli(w));
            Sample("y", new Distributions.Normal(3 * z, 1), obs: torch.tensor(data));
        };
        double Moment(int power)
        {
            const int cells = 20_000;
            return Enumerable.Range(0, cells).Select(i => (i + 0.5) / cells).Sum(w => Math.Pow(w, power) * data.Aggregate(1.0 / cells, (product, y) => product * (((1 - w) * Normal.PDF(0, 1, y)) + (w * Normal.PDF(3, 1, y)))));
        }
        double mean = Moment(1) / Moment(0);
        KnownPosterior.Check(new Mcmc(Short with { Draws = 500 }).Run(model, 0), ("w", 0, mean, Math.Sqrt((Moment(2) / Moment(0)) - (mean * mean))));
    }

    /// <summary>Normal-inverse-gamma: the variance after is inverse gamma, the mean Student's t.</summary>
    [Test, Category("Slow")]
    public void Mean_and_variance_of_normal_numbers()
    {
        double[] data = [1.2, 0.7, 2.9, 1.8, 0.3, 1.1];
        Program<int> model = _ =>
        {
            Tensor variance = Sample("variance", new Distributions.InverseGamma(5, 4));
            Tensor mu = Sample("mu", new Distributions.Normal(0, (variance / 0.5).sqrt()));
            using Plate rows = Plate("rows", data.Length);
            Sample("y", new Distributions.Normal(mu, variance.sqrt()), obs: torch.tensor(data));
        };
        double n = data.Length, mean = data.Average(), kappa = 0.5 + n, loc = n * mean / kappa, shape = 5 + (n / 2);
        double scale = 4 + (data.Sum(y => (y - mean) * (y - mean)) / 2) + (0.5 * n * mean * mean / (2 * kappa));
        KnownPosterior.Check(new Mcmc(Long).Run(model, 0),
            ("variance", 0, scale / (shape - 1), scale / ((shape - 1) * Math.Sqrt(shape - 2))), ("mu", 0, loc, Math.Sqrt(scale / ((shape - 1) * kappa))));
    }
}
