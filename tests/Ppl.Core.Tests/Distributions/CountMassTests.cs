using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Log masses of counts where a sum of log-factorials would lose half its digits, and at the ends of their parameters.</summary>
public sealed class CountMassTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static readonly TestCaseData[] masses =
    [
        Case("Poisson(1e9) at 1e9", () => new Poisson(1e9).LogProb(torch.tensor(1e9)), -11.280571451761212),
        Case("Poisson(1e9) three sigmas off", () => new Poisson(1e9).LogProb(torch.tensor(1000095000.0)), -15.792976060458928),
        Case("Binomial(1e9, 1/4)", () => new Binomial(1e9, 0.25).LogProb(torch.tensor(250010000.0)), -10.710260864493645),
        Case("Binomial(1e9, logits -3)", () => Binomial.FromLogits(1e9, -3).LogProb(torch.tensor(47425873.0)), -9.731984100435534),
        Case("Binomial(3, logits 800)", () => Binomial.FromLogits(3, 800).LogProb(torch.tensor(1.0)), -1598.9013877113318),
        Case("Binomial(3, logits -800)", () => Binomial.FromLogits(3, torch.tensor(-800.0)).LogProb(torch.tensor(3.0)), -2400.0),
        Case("NegativeBinomial(1e8, 1/2)", () => new NegativeBinomial(1e8, 0.5).LogProb(torch.tensor(100020000.0)), -11.475902495877369),
        Case("NegativeBinomial(2, logits 800)", () => NegativeBinomial.FromLogits(2, 800).LogProb(torch.tensor(1.0)), -1599.30685281944),
        Case("NegativeBinomial(2, logits -800)", () => NegativeBinomial.FromLogits(2, torch.tensor(-800.0)).LogProb(torch.tensor(1.0)), -799.3068528194401),
        Case("GammaPoisson(1e8, 2)", () => new GammaPoisson(1e8, 2).LogProb(torch.tensor(50010000.0)), -10.652178606949088),
        Case("BetaBinomial(1e7, 3e7, 1e7)", () => new BetaBinomial(1e7, 3e7, 1e7).LogProb(torch.tensor(2501000.0)), -8.466040492511658),
        Case("Multinomial(1e8)", () => new Multinomial(1e8, [0.25, 0.25, 0.5]).LogProb(torch.tensor([25001000.0, 25002000.0, 49997000.0])), -18.715719263706273),
        Case("DirichletMultinomial(1e7)", () => new DirichletMultinomial([1e6, 2e6], 1e7).LogProb(torch.tensor([3334000.0, 6666000.0])), -8.98228030269014),
    ];

    /// <summary>Against values computed to 60 digits.</summary>
    [TestCaseSource(nameof(masses))]
    public void A_mass_keeps_its_digits(Func<Tensor> logMass, double expected) => Closeness.AssertClose(logMass(), [expected], 1e-12, "log mass");

    [Test]
    public void Float32_logits_do_not_underflow()
    {
        Tensor logits = torch.tensor([-200f, 200f]), counts = torch.tensor([3f, 0f]);
        Closeness.AssertClose(Binomial.FromLogits(3, logits).LogProb(counts), [-600, -600], 1e-6, "binomial");
        Closeness.AssertClose(Geometric.FromLogits(logits).LogProb(torch.tensor([0f, 3f])), [-200, -600], 1e-6, "geometric");
    }

    /// <summary>0 log 0 is 0, and what is certain has a gradient all the same.</summary>
    [Test]
    public void At_an_end_the_gradient_is_that_from_inside()
    {
        AssertGradient(p => new Binomial(3, p).LogProb(torch.tensor(0.0)), 0, value: 0, gradient: -3);
        AssertGradient(p => new Binomial(3, p).LogProb(torch.tensor(3.0)), 1, value: 0, gradient: 3);
        AssertGradient(rate => new Poisson(rate).LogProb(torch.tensor(0.0)), 0, value: 0, gradient: -1);
        AssertGradient(gate => new ZeroInflatedPoisson(2, gate).LogProb(torch.tensor(0.0)), 1, value: 0, gradient: 1 - Math.Exp(-2));
        AssertGradient(gate => new ZeroInflatedPoisson(800, gate).LogProb(torch.tensor(3.0)), 0, value: new Poisson(800).LogProb(torch.tensor(3.0)).item<double>(), gradient: -1);
        AssertGradient(p => new Multinomial(2, torch.stack([p, 1 - p])).LogProb(torch.tensor([0.0, 2.0])), 0, value: 0, gradient: -2);
    }

    [Test]
    public void An_inflated_zero_keeps_what_a_tiny_mass_leaves()
    {
        Closeness.AssertClose(new ZeroInflatedPoisson(800, 0).LogProb(torch.tensor(0.0)), [-800], 1e-14, "no gate");
        Closeness.AssertClose(ZeroInflatedPoisson.FromGateLogits(800, -120).LogProb(torch.tensor(0.0)), [-120], 1e-14, "gate of 1e-52");
        Closeness.AssertClose(ZeroInflatedPoisson.FromGateLogits(800, -1200).LogProb(torch.tensor(0.0)), [-800], 1e-14, "gate of 1e-521");
    }

    /// <summary>Also where one of them is 0, at which a logarithm would be infinite.</summary>
    [Test]
    public void Vectors_of_numbers_mean_what_tensors_mean()
    {
        Tensor zeros = torch.zeros(2, torch.float64), totals = torch.tensor([0.0, 3.0]), gates = torch.tensor([0.0, 0.5]);
        Closeness.AssertClose(new BetaBinomial(1.5, 2.5, [0.0, 3.0]).LogProb(zeros), new BetaBinomial(1.5, 2.5, totals).LogProb(zeros).Numbers(), 1e-14, "totals");
        Closeness.AssertClose(new ZeroInflatedPoisson(800, [0.0, 0.5]).LogProb(zeros), new ZeroInflatedPoisson(800, gates).LogProb(zeros).Numbers(), 1e-14, "gates");
        Closeness.AssertClose(new Beta([1.0, 2.0], 1).LogProb(zeros), [0, double.NegativeInfinity], 1e-14, "powers");
    }

    [Test]
    public void The_dispersion_is_what_the_variance_has_beyond_the_mean()
    {
        var counts = NegativeBinomial.WithDispersion(4, 0.5);
        Assert.That((counts.Mean.item<double>(), counts.Variance.item<double>()), Is.EqualTo((4.0, 12.0)).Within(1e-14));
        Closeness.AssertClose(NegativeBinomial.WithDispersion(4, 1e-9).LogProb(torch.tensor(3.0)), new Poisson(4).LogProb(torch.tensor(3.0)).Numbers(), 1e-8, "almost Poisson");
    }

    /// <summary>Above and below the rate where the sum gives way to a series.</summary>
    [Test]
    public void The_entropy_of_a_Poisson_count_is_continuous()
    {
        double[] entropy = new Poisson([999.999999, 1000.000001]).Entropy().Numbers();
        Assert.That(entropy[1] - entropy[0], Is.EqualTo(0.5 * Math.Log(1000.000001 / 999.999999)).Within(1e-11));
    }

    private static readonly TestCaseData[] largeCounts =
    [
        Large("Poisson", () => new Poisson(1e6)),
        Large("Binomial", () => new Binomial(1e6, 0.3)),
        Large("Binomial of logits", () => Binomial.FromLogits(1e7, -5)),
        Large("NegativeBinomial", () => new NegativeBinomial(1e4, 0.99)),
        Large("NegativeBinomial of few failures", () => new NegativeBinomial(0.3, 0.999)),
        Large("NegativeBinomial, almost Poisson", () => NegativeBinomial.WithDispersion(1e4, 1e-6)),
        Large("GammaPoisson", () => new GammaPoisson(50, 1e-4)),
    ];

    /// <summary>Against the sum of the masses over all counts that count.</summary>
    [TestCaseSource(nameof(largeCounts))]
    public void The_cdf_and_the_entropy_of_a_large_count_keep_their_digits(Func<Distribution> counts)
    {
        Distribution distribution = counts();
        double mean = distribution.Mean.item<double>(), deviation = Math.Sqrt(distribution.Variance.item<double>());
        double last = Math.Round(mean + 0.3 * deviation);
        Tensor below = torch.arange(Math.Max(0, Math.Round(mean - 13 * deviation)), last + 1, torch.ScalarType.Float64);
        Tensor all = torch.cat([below, torch.arange(last + 1, mean + 100 * deviation, torch.ScalarType.Float64)]);
        Closeness.AssertClose(distribution.Cdf(torch.tensor(last)), [distribution.LogProb(below).exp().sum().item<double>()], 1e-11, "cdf");
        if (distribution is Binomial) return;
        Tensor logMass = distribution.LogProb(all);
        Closeness.AssertClose(distribution.Entropy(), [-(logMass.exp() * logMass).sum().item<double>()], 1e-10, "entropy");
    }

    [Test]
    public void Below_and_above_all_counts_the_cdf_is_0_and_1()
    {
        foreach (Distribution distribution in new Distribution[] { new Poisson(3), new Binomial(3, 0.2), new NegativeBinomial(3, 0.2), new GammaPoisson(3, 2), new Poisson(0), new Binomial(0, 0.2) })
            Assert.That(distribution.Cdf(torch.tensor([double.NegativeInfinity, -0.1, double.PositiveInfinity])).Numbers(), Is.EqualTo(new[] { 0, 0, 1.0 }), distribution.Name);
        Assert.That(new Binomial(3, [0.0, 1.0]).Cdf(torch.tensor(2.0)).Numbers(), Is.EqualTo(new[] { 1, 0.0 }));
    }

    /// <summary>Counts in Float64 are whole beyond 2²⁴, in Float32 they are rounded to it.</summary>
    [Test]
    public void Large_draws_are_whole_numbers()
    {
        using var rng = new Rng(5, torch.ScalarType.Float64);
        Tensor draws = new Poisson(1e12).Sample(rng, [100]);
        Assert.That((draws % 2).Numbers(), Has.Some.EqualTo(1).And.Some.EqualTo(0));
        Assert.That(new Binomial(1e12, 0.5).Sample(rng, [100]).Numbers(), Is.All.InRange(4.9999e11, 5.0001e11).And.Some.Matches<double>(count => count % 2 == 1));
    }

    private static void AssertGradient(Func<Tensor, Tensor> logMass, double at, double value, double gradient)
    {
        Tensor leaf = torch.tensor(at).requires_grad_(), result = logMass(leaf);
        result.backward();
        Closeness.AssertClose(result, [value], 1e-14, "log mass");
        Closeness.AssertClose(leaf.grad!, [gradient], 1e-14, "gradient");
    }

    private static TestCaseData Large(string name, Func<Distribution> counts) => new TestCaseData(counts).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, Func<Tensor> logMass, double expected) => new TestCaseData(logMass, expected).SetArgDisplayNames(name);
}
