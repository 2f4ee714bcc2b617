using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class LaplaceTests
{
    private static readonly double[] Scales = [.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, (i / 5.0) - 2))];

    /// <summary>A normal density is its own approximation: search, Newton's step and differences leave only rounding.</summary>
    [TestCase(1), TestCase(2), TestCase(10), TestCase(100)]
    public void A_normal_density_of_any_two_numbers_correlated_is_found_exactly(int dimension)
    {
        double[] centre = [.. Enumerable.Range(0, dimension).Select(i => i - 3.0)];
        LaplaceResult result = new LaplaceApproximation().Run(AnalyticDensity.Alike(dimension, 0.5).At(centre));
        Assert.That(result.Normal.Mean.ToArray(), Is.EqualTo(centre).Within(1e-6));
        double[,] covariance = result.Normal.Covariance();
        for (int i = 0; i < dimension; i++)
            for (int j = 0; j < dimension; j++) Assert.That(covariance[i, j], Is.EqualTo(i == j ? 1 : 0.5).Within(1e-6));
    }

    [Test]
    public void Numbers_of_scales_from_a_hundredth_to_sixty_are_found_exactly()
    {
        LaplaceResult result = new LaplaceApproximation().Run(AnalyticDensity.Normal(Scales).At([.. Scales.Select(scale => 3 * scale)]));
        Assert.Multiple(() =>
        {
            for (int i = 0; i < Scales.Length; i++)
            {
                Assert.That(result.Normal.Mean[i] / Scales[i], Is.EqualTo(3).Within(1e-6));
                Assert.That(Math.Sqrt(result.Normal.Covariance()[i, i]) / Scales[i], Is.EqualTo(1).Within(1e-6));
            }
        });
    }

    /// <summary>All weights of a normal density are its normalising constant.</summary>
    [Test]
    public void The_evidence_of_a_normal_density_is_its_normalising_constant()
    {
        ImportanceSample importance = new LaplaceApproximation().Run(AnalyticDensity.Normal(Scales)).Importance;
        double expected = (Scales.Length * 0.5 * Math.Log(2 * Math.PI)) + Scales.Sum(Math.Log);
        Assert.That(importance.LogEvidence, Is.EqualTo(expected).Within(1e-6));
        Assert.That(importance.EffectiveSampleSize, Is.EqualTo(1000).Within(1e-3));
    }

    [Test]
    public void Draws_have_the_moments_that_it_says()
    {
        LaplaceResult result = new LaplaceApproximation(new LaplaceOptions { Draws = 20_000 }).Run(AnalyticDensity.Chain(5, 0.8).At([1, 2, 3, 4, 5]));
        for (int i = 0; i < 5; i++)
        {
            double[] draws = result.Samples["position"].Element(i);
            StatisticalAssert.Mean(draws, i + 1);
            StatisticalAssert.Mean([.. draws.Select(x => (x - i - 1) * (x - i - 1))], 1);
        }
        double[] products = [.. result.Samples["position"].Element(0).Zip(result.Samples["position"].Element(1), (a, b) => (a - 1) * (b - 2))];
        StatisticalAssert.Mean(products, 0.8);
    }

    /// <summary>A gamma density with shape a and rate b, in u = log z: its mode is a / b, and -∂² = a.</summary>
    [Test]
    public void A_program_is_approximated_where_its_latents_are_unconstrained()
    {
        Program<int> model = _ => Sample("rate", new Gamma(torch.tensor(4.0), torch.tensor(2.0)));
        LaplaceResult result = new LaplaceApproximation().Run(model, 0);
        Assert.That(result.Mode.Samples["rate"].Values.Single(), Is.EqualTo(2).Within(1e-6));
        Assert.That(result.Normal.Mean[0], Is.EqualTo(Math.Log(2)).Within(1e-6));
        Assert.That(result.Normal.Covariance()[0, 0], Is.EqualTo(0.25).Within(1e-5));
        Assert.That(result.KHat, Is.LessThan(0.7));
        Assert.That(result.Importance.LogEvidence, Is.EqualTo(0).Within(0.05), "a prior integrates to 1");
        Assert.That(result.Importance.Mean("rate")[0], Is.EqualTo(2).Within(0.1));
    }

    [Test]
    public void A_bent_density_is_told_by_its_weights() => Assert.That(new LaplaceApproximation().Run(AnalyticDensity.Sharp).KHat, Is.GreaterThan(0.7));

    [Test]
    public void The_seed_gives_the_draws()
    {
        double[] once = Draws(1), again = Draws(1), other = Draws(2);
        Assert.That(again, Is.EqualTo(once));
        Assert.That(other, Is.Not.EqualTo(once));

        static double[] Draws(ulong seed) =>
            [.. new LaplaceApproximation(new LaplaceOptions { Draws = 10, Map = new MapOptions { Seed = seed } }).Run(AnalyticDensity.Quartic).Samples["position"].Values];
    }

    /// <summary>Rises without end, lies flat, is a saddle: nothing that a normal could stand for.</summary>
    [Test]
    public void Where_there_is_no_mode_it_is_PPL208()
    {
        Assert.That(() => new LaplaceApproximation().Run(new AnalyticDensity(1, (_, gradient) => gradient[0] = 0)), Raises.Code("PPL208").With.Message.Contains("curvature along number 0"));
        Assert.That(() => new LaplaceApproximation().Run(new AnalyticDensity(1, (x, gradient) =>
        {
            gradient[0] = 1;
            return x[0];
        })), Raises.Code("PPL208").With.Message.Contains("without end"));
        Assert.That(() => new LaplaceApproximation().Run(new AnalyticDensity(2, (x, gradient) =>
        {
            (gradient[0], gradient[1]) = (-x[0] + (2 * x[1]), -x[1] + (2 * x[0]));
            return (-0.5 * ((x[0] * x[0]) + (x[1] * x[1]))) + (2 * x[0] * x[1]);
        }), [0, 0]), Raises.Code("PPL208").With.Message.Contains("not positive definite"));
    }
}
