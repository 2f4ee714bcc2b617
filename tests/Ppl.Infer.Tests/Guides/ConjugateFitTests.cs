using Ppl.Distributions;
using static MathNet.Numerics.SpecialFunctions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Fits of guides written by hand, of the posterior's own family, which no automatic guide holds. Their parameters are a mean and a concentration, which hang
/// together less than the usual ones, so that few steps do.
/// </summary>
public sealed class ConjugateFitTests
{
    /// <summary>Beta(2, 3) and 7 heads of 10: Beta(9, 6).</summary>
    [Test]
    public void The_posterior_of_a_coin_is_reached()
    {
        Tensor flips = torch.tensor([1.0, 1, 0, 1, 1, 0, 1, 1, 0, 1]);
        Program<int> model = _ =>
        {
            Tensor heads = Sample("heads", new Beta(2, 3));
            using Plate rows = Plate("rows", 10);
            Sample("flip", new Bernoulli(heads), obs: flips);
        };
        Program<int> guide = _ =>
        {
            Tensor mean = Param("mean", 0.5, Constraints.UnitInterval), size = Positive("size");
            Sample("heads", new Beta(mean * size, (1 - mean) * size));
        };
        using Svi<int> svi = Fit(model, guide);
        (double a, double b) = (Number(svi, "mean") * Number(svi, "size"), (1 - Number(svi, "mean")) * Number(svi, "size"));
        GuideFits.AssertExact(svi, [0.6], [BetaSd(9, 6)], [a / (a + b)], [BetaSd(a, b)], BetaLn(9, 6) - BetaLn(2, 3));
    }

    /// <summary>Gamma(3, 2) and four counts of sum 18: Gamma(21, 6).</summary>
    [Test]
    public void The_posterior_of_a_rate_is_reached()
    {
        double[] counts = [3, 5, 4, 6];
        Program<int> model = _ =>
        {
            Tensor rate = Sample("rate", new Gamma(3, 2));
            using Plate rows = Plate("rows", 4);
            Sample("n", new Poisson(rate), obs: torch.tensor(counts));
        };
        Program<int> guide = _ =>
        {
            Tensor size = Positive("size");
            Sample("rate", new Gamma(size, size / Positive("mean")));
        };
        using Svi<int> svi = Fit(model, guide);
        (double a, double b) = (Number(svi, "size"), Number(svi, "size") / Number(svi, "mean"));
        double logEvidence = (3 * Math.Log(2)) - GammaLn(3) + GammaLn(21) - (21 * Math.Log(6)) - counts.Sum(n => GammaLn(n + 1));
        GuideFits.AssertExact(svi, [21 / 6.0], [Math.Sqrt(21) / 6], [a / b], [Math.Sqrt(a) / b], logEvidence);
    }

    /// <summary>σ² ~ InverseGamma(3, 2), µ ~ N(0, σ² / κ₀), y_i ~ N(µ, σ²): the posterior is of the same form (Murphy 2007, section 6).</summary>
    [Test]
    public void The_posterior_of_a_normal_mean_and_variance_is_reached()
    {
        double[] y = [0.3, 1.7, 2.2, -0.4, 1.1, 0.9];
        const double prior = 0.5;
        Program<int> model = _ =>
        {
            Tensor variance = Sample("variance", new InverseGamma(3, 2));
            Tensor mean = Sample("mean", new Normal(0, (variance / prior).sqrt()));
            using Plate rows = Plate("rows", y.Length);
            Sample("y", new Normal(mean, variance.sqrt()), obs: torch.tensor(y));
        };
        Program<int> guide = _ =>
        {
            Tensor size = Positive("size"), variance = Sample("variance", new InverseGamma(size, size * Positive("level")));
            Sample("mean", new Normal(Param("m", 0.0), variance.sqrt() * Param("k", 1.0, Constraints.Positive)));
        };
        using Svi<int> svi = Fit(model, guide);
        double weight = prior + y.Length, m = y.Sum() / weight, a = 3 + (y.Length / 2.0), b = 2 + ((y.Sum(x => x * x) - (weight * m * m)) / 2);
        double logEvidence = GammaLn(a) - GammaLn(3) + (3 * Math.Log(2)) - (a * Math.Log(b)) + (0.5 * Math.Log(prior / weight)) - (y.Length * Math.Log(2 * Math.PI) / 2);
        (double foundA, double foundB) = (Number(svi, "size"), Number(svi, "size") * Number(svi, "level"));
        GuideFits.AssertExact(
            svi, [m, b / (a - 1)], [Math.Sqrt(b / (a - 1) / weight), b / (a - 1) / Math.Sqrt(a - 2)],
            [Number(svi, "m"), foundB / (foundA - 1)], [Math.Sqrt(foundB / (foundA - 1)) * Number(svi, "k"), foundB / (foundA - 1) / Math.Sqrt(foundA - 2)], logEvidence);
    }

    private static Svi<int> Fit(Program<int> model, Program<int> guide) => GuideFits.Fit(model, guide, steps: 500, particles: 500, rate: 0.1);

    private static Tensor Positive(string name) => Param(name, 3.0, Constraints.Positive);

    private static double Number(Svi<int> svi, string name) => (double)svi.Parameters[name].Constrained();

    private static double BetaSd(double a, double b) => Math.Sqrt(a * b / (a + b + 1)) / (a + b);
}
