using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class RenyiElboTests
{
    private const double M = 0.6, S = 0.4;

    [TestCase(0.5, true)]
    [TestCase(0.5, false)]
    [TestCase(-1, true)]
    [TestCase(2, true)]
    [TestCase(2, false)]
    public void At_given_draws_bound_and_gradient_are_those_derived_by_hand(double alpha, bool vectorize)
    {
        using var estimates = Normal(alpha, vectorize);
        double[] z = [];
        double loss = estimates.Next(estimate => z = Weights.Draws(estimate, "z"));
        double[] powers = [.. z.Select(value => (1 - alpha) * LogWeight(value))], shares = Weights.Shares(powers);
        double m = -z.Zip(shares, (value, share) => share * ConjugateNormal.Score(value)).Sum();
        double s = -z.Zip(shares, (value, share) => share * ((ConjugateNormal.Score(value) * (value - M)) + 1)).Sum();
        Assert.That(loss, Is.EqualTo(-Weights.LogMean(powers) / (1 - alpha)).Within(1e-10));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(m).Within(1e-9));
        Assert.That(estimates.Gradient("s").Single(), Is.EqualTo(s).Within(1e-9), "in the unconstrained log s");
    }

    [TestCase(double.NegativeInfinity)]
    [TestCase(double.PositiveInfinity)]
    public void The_limits_are_the_largest_and_the_least_weight(double alpha)
    {
        using var estimates = Normal(alpha);
        double[] z = [];
        double loss = estimates.Next(estimate => z = Weights.Draws(estimate, "z"));
        double chosen = alpha < 0 ? z.MaxBy(LogWeight) : z.MinBy(LogWeight);
        Assert.That(loss, Is.EqualTo(-LogWeight(chosen)).Within(1e-10));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(-ConjugateNormal.Score(chosen)).Within(1e-9));
    }

    [Test]
    public void At_the_same_draws_the_bound_falls_as_alpha_rises()
    {
        double[] alphas = [double.NegativeInfinity, -20, -1, 0, 0.5, 1 - 1e-7, 1, 1 + 1e-7, 2, 20, double.PositiveInfinity];
        double[] losses = [.. alphas.Select(alpha =>
        {
            using var estimates = Normal(alpha);
            return estimates.Next();
        })];
        Assert.That(losses, Is.Ordered.Ascending.And.Unique);
        Assert.That(losses[5], Is.EqualTo(losses[6]).Within(1e-6), "at 1 it has its limit");
        Assert.That(losses[7], Is.EqualTo(losses[6]).Within(1e-6), "at 1 it has its limit");
    }

    [Test]
    public void At_0_it_is_the_importance_weighted_bound()
    {
        using var renyi = Normal(0);
        using var weighted = new Estimates(new ImportanceWeightedElbo(3), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S), plateDepth: 1);
        Assert.That(renyi.Next(), Is.EqualTo(weighted.Next()).Within(1e-12));
        Assert.That(renyi.Gradient("s").Single(), Is.EqualTo(weighted.Gradient("s").Single()).Within(1e-12));
    }

    [Test]
    public void At_1_scales_may_differ_as_in_any_evidence_lower_bound()
    {
        void Model()
        {
            Tensor mean = Sample("mean", new Normal(0, 1));
            using Plate rows = Plate("rows", 10, 5);
            Sample("y", new Normal(mean, 1), obs: torch.zeros([5], torch.float64));
        }
        void Guide() => Sample("mean", new Normal(Param("m", 0.0), 1));
        Assert.That(() => new Estimates(new RenyiElbo(1, 3), Model, Guide, plateDepth: 1).Next(), Throws.Nothing);
        Assert.That(() => new Estimates(new RenyiElbo(0.5, 3), Model, Guide, plateDepth: 1).Next(), Raises.Code("PPL030"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Discrete_draws_get_the_score_function_term_of_the_whole_bound(bool vectorize)
    {
        using var estimates = new Estimates(new RenyiElbo(0.5, 3, vectorize), () => CoinFlips.Model(null), () => CoinFlips.Guide(null), plateDepth: 1);
        double[] coins = [];
        estimates.Next(estimate => coins = Weights.Draws(estimate, "c"));
        double Gradient(int i)
        {
            double[] own = [coins[i], coins[4 + i], coins[8 + i]];
            double[] powers = [.. own.Select(coin => -0.5 * CoinFlips.Loss(i, coin))], shares = Weights.Shares(powers);
            return -own.Zip(shares, (coin, share) => CoinFlips.Score(i, coin) * ((2 * Weights.LogMean(powers)) - share)).Sum();
        }
        Assert.That(estimates.Gradient("l"), Is.EqualTo(Enumerable.Range(0, 4).Select(Gradient)).Within(1e-9));
    }

    [Test]
    public void The_order_is_a_number() =>
        Assert.That(() => new RenyiElbo(double.NaN, 2), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("alpha"));

    private static Estimates Normal(double alpha, bool vectorize = true) =>
        new(new RenyiElbo(alpha, 3, vectorize), ConjugateNormal.Model, () => ConjugateNormal.Guide(M, S), plateDepth: 1);

    private static double LogWeight(double z) =>
        Weights.LogNormal(z, 0, ConjugateNormal.PriorScale) + ConjugateNormal.Data.Sum(y => Weights.LogNormal(y, z, 1)) - Weights.LogNormal(z, M, S);
}
