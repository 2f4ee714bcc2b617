using System.Globalization;
using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// The variance of each estimator of a gradient, over 100,000 draws: particles side by side, each with parameters of its own. The means are the exact
/// gradient, at a false alarm of 1e-6 each; one variance is below another by 5 standard errors of both.
/// </summary>
public sealed class EstimatorVarianceTests
{
    private const int Count = 100_000;
    private const double Rounding = 1e-22;

    /// <summary>c_i ~ Bernoulli(0.3), y_i ~ N(2 c_i, 1); guide c_i ~ Bernoulli(σ(l_i)). The gradient to l_0.</summary>
    [Test]
    public void Of_a_latent_coin_in_each_row()
    {
        double[] y = [0.7, 2.5, -1, 0.2, 3], logits = [0.4, 1.1, -0.7, 0, 1.5];
        double q = Sigmoid(logits[0]);
        double exact = q * (1 - q) * (logits[0] - Math.Log(0.3 / 0.7) + (((y[0] - 2) * (y[0] - 2)) - (y[0] * y[0])) / 2);

        Estimate Sampled(Elbo elbo, Func<GradientEstimator?> estimator, bool isBiased = false) => Of(elbo, Model, () =>
        {
            using Plate rows = Plate("rows", y.Length);
            Sample("c", Bernoulli.FromLogits(Logits(logits)), options: new SiteOptions { Estimator = estimator() });
        }, "l", isBiased ? null : exact);

        void Model()
        {
            using Plate rows = Plate("rows", y.Length);
            Sample("y", new Normal(2 * Sample("c", new Bernoulli(0.3)), 1), obs: torch.tensor(y));
        }

        Estimate score = Sampled(new TraceElbo(Count, vectorize: true), () => null), average = Sampled(new TraceElbo(Count, vectorize: true), Average),
            own = Sampled(new TraceGraphElbo(Count, vectorize: true), () => null), ownAverage = Sampled(new TraceGraphElbo(Count, vectorize: true), Average),
            relaxed = Sampled(new TraceElbo(Count, vectorize: true), () => GradientEstimator.GumbelSoftmax(0.5), isBiased: true),
            through = Sampled(new TraceElbo(Count, vectorize: true), () => GradientEstimator.StraightThrough(0.5), isBiased: true),
            sum = Sampled(new TraceEnumElbo(Count, vectorize: true), () => null);
        Print("gradient to the logit of one of five coins", exact, ("score function", score), ("with a running average", average), ("Rao-Blackwellised", own),
            ("Rao-Blackwellised, with a running average", ownAverage), ("Gumbel-softmax, τ = 0.5", relaxed), ("straight-through, τ = 0.5", through), ("summed out", sum));
        InOrder(score, average, ownAverage, sum);
        InOrder(score, own, ownAverage, sum);
        InOrder(score, relaxed, sum);
        InOrder(score, through, sum);
        Assert.That(sum.Variance, Is.LessThan(Rounding));
    }

    /// <summary>
    /// mu ~ N(0, 3), z_i ~ Bernoulli(1/2), y_i ~ N(±mu, 1); guide mu ~ N(m, 0.5), z_i ~ Bernoulli(σ(l_i)). The gradients to m and to l_0.
    /// </summary>
    [Test]
    public void Of_a_mixture_whose_centre_is_a_latent_too()
    {
        double[] y = [2.1, -1.8, 2.5, -2.2], logits = [0.8, -1, 1.5, 0.3];
        const double M = 1.5;
        double q = Sigmoid(logits[0]);
        double toMean = y.Zip(logits, (one, l) => M - (one * ((2 * Sigmoid(l)) - 1))).Sum() + (M / 9), toLogit = q * (1 - q) * (logits[0] - (2 * y[0] * M));

        (Estimate ToMean, Estimate ToLogit) Sampled(Elbo elbo, Func<GradientEstimator?> ofCentre, Func<GradientEstimator?> ofRows)
        {
            using Estimates estimates = After(elbo, Model, () =>
            {
                Centre(ofCentre());
                using Plate rows = Plate("rows", y.Length);
                Sample("z", Bernoulli.FromLogits(Logits(logits)), options: new SiteOptions { Estimator = ofRows() });
            });
            return (Read(estimates, "m", toMean), Read(estimates, "l", toLogit));
        }

        void Model()
        {
            Tensor mu = Sample("mu", new Normal(0, 3));
            using Plate rows = Plate("rows", y.Length);
            Sample("y", new Normal(mu * (2 * Sample("z", new Bernoulli(0.5)) - 1), 1), obs: torch.tensor(y));
        }

        (Estimate ToMean, Estimate ToLogit) score = Sampled(new TraceElbo(Count, vectorize: true), Score, Score), average = Sampled(new TraceElbo(Count, vectorize: true), Average, Average),
            own = Sampled(new TraceGraphElbo(Count, vectorize: true), Score, Score), ownAverage = Sampled(new TraceGraphElbo(Count, vectorize: true), Average, Average),
            pathwise = Sampled(new TraceGraphElbo(Count, vectorize: true), () => null, Average), sum = Sampled(new TraceEnumElbo(Count, vectorize: true), () => null, () => null);
        Print("gradient to the mean of the centre", toMean, ("score function", score.ToMean), ("with running averages", average.ToMean), ("Rao-Blackwellised", own.ToMean),
            ("Rao-Blackwellised, with running averages", ownAverage.ToMean), ("pathwise centre, Rao-Blackwellised rows", pathwise.ToMean), ("pathwise centre, rows summed out", sum.ToMean));
        Print("gradient to the logit of one of four rows", toLogit, ("score function", score.ToLogit), ("with running averages", average.ToLogit), ("Rao-Blackwellised", own.ToLogit),
            ("Rao-Blackwellised, with running averages", ownAverage.ToLogit), ("pathwise centre, Rao-Blackwellised rows", pathwise.ToLogit), ("pathwise centre, rows summed out", sum.ToLogit));
        InOrder(score.ToMean, average.ToMean, pathwise.ToMean, sum.ToMean);
        InOrder(own.ToMean, ownAverage.ToMean, pathwise.ToMean);
        InOrder(score.ToLogit, average.ToLogit, ownAverage.ToLogit, sum.ToLogit);
        InOrder(score.ToLogit, own.ToLogit, ownAverage.ToLogit, sum.ToLogit);
        InOrder(own.ToLogit, pathwise.ToLogit, sum.ToLogit);
    }

    private static GradientEstimator Score() => GradientEstimator.ScoreFunction();

    private static GradientEstimator Average() => GradientEstimator.ScoreFunction(Baseline.DecayingAverage());

    private static void Centre(GradientEstimator? estimator) =>
        Sample("mu", new Normal(Param("m", () => torch.full([Count, 1], 1.5, torch.ScalarType.Float64)), 0.5), options: new SiteOptions { Estimator = estimator });

    /// <summary>The logits of the rows, of which each particle has the first for itself.</summary>
    private static Tensor Logits(double[] logits)
    {
        Tensor first = Param("l", () => torch.full([Count, 1], logits[0], torch.ScalarType.Float64));
        return torch.cat([first, torch.tensor(logits[1..]).expand([Count, logits.Length - 1])], -1);
    }

    private static Estimate Of(Elbo elbo, Action model, Action guide, string parameter, double? exact)
    {
        using Estimates estimates = After(elbo, model, guide);
        return Read(estimates, parameter, exact);
    }

    /// <summary>After a second estimate, for which the first is the average.</summary>
    private static Estimates After(Elbo elbo, Action model, Action guide)
    {
        var estimates = new Estimates(elbo, model, guide, plateDepth: 1);
        estimates.Next();
        estimates.Next();
        return estimates;
    }

    private static Estimate Read(Estimates estimates, string parameter, double? exact)
    {
        double[] draws = [.. estimates.Gradient(parameter).Select(gradient => gradient * Count)];
        double mean = draws.Average(), variance = draws.Average(draw => (draw - mean) * (draw - mean)), fourth = draws.Average(draw => Math.Pow(draw - mean, 4));
        if (exact is { } only && variance < Rounding) Assert.That(draws, Is.All.EqualTo(only).Within(1e-11));
        else if (exact is { } number) StatisticalAssert.Mean(draws, number);
        return new Estimate(mean, variance, Math.Sqrt((fourth - (variance * variance)) / Count));
    }

    private static void InOrder(params Estimate[] estimates)
    {
        for (int i = 1; i < estimates.Length; i++)
            Assert.That(estimates[i - 1].Variance - estimates[i].Variance, Is.GreaterThan(5 * (estimates[i - 1].Error + estimates[i].Error)), $"{estimates[i - 1]} before {estimates[i]}");
    }

    private static void Print(string title, double exact, params (string Name, Estimate Estimate)[] rows)
    {
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}, exactly {exact:F4}"));
        foreach ((string name, Estimate estimate) in rows) TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {estimate.Mean:F3} | {estimate.Variance:G3} |"));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private readonly record struct Estimate(double Mean, double Variance, double Error);
}
