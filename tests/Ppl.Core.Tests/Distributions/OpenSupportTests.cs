using Ppl.Distributions;
using Ppl.Testing;

namespace Ppl.Core.Tests;

/// <summary>Where a draw would be rounded onto an end of an open support it is moved off it.</summary>
public sealed class OpenSupportTests
{
    private static readonly Func<Distribution>[] extremes =
    [
        () => new Gamma(1e-3, 2), () => new Chi2(1e-3), () => new InverseGamma(1e-3, 2), () => new Beta(1e-3, 2e-3), () => new Beta(1e-3, 5), () => new Beta(1e9, 1e-3),
        () => new BetaProportion(0.01, 1e-2), () => new Dirichlet([1e-3, 1e-4, 0.5]), () => new StudentT(1e-3, 0, 1), () => new FisherSnedecor(1e-3, 1e-3),
        () => RelaxedBernoulli.FromLogits(1e-3, 1), () => new VonMises(3, 1e-12), () => new VonMises(-3.14, 1e12),
    ];

    [Test]
    public void Extreme_draws_lie_in_the_support_and_have_a_density(
        [ValueSource(nameof(extremes))] Func<Distribution> make, [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(3, dtype);
        Distribution distribution = make();
        Tensor draws = distribution.Sample(rng, [5000]);
        Assert.That(draws.dtype, Is.EqualTo(dtype));
        Assert.That(distribution.LogProb(draws).isfinite().all().item<bool>(), distribution.ToString());
    }

    /// <summary>What lies below the smallest normal number is drawn as that number: its frequency is the cdf there.</summary>
    [Test]
    public void The_mass_below_the_smallest_normal_number_is_kept()
    {
        const double Smallest = 2.2250738585072014e-308;
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(4, torch.ScalarType.Float64);
        foreach (Distribution distribution in new Distribution[] { new Gamma(2e-3, 1), new Beta(1e-3, 2e-3), new Chi2(2e-3) })
        {
            double[] draws = distribution.Sample(rng, [20_000]).Numbers();
            double least = draws.Min();
            Assert.That(least, Is.EqualTo(Smallest).Or.EqualTo(2 * Smallest), "a chi-square variable is twice a standard one");
            StatisticalAssert.Mean([.. draws.Select(x => x == least ? 1.0 : 0)], distribution.Cdf(torch.tensor(least)).item<double>());
        }
    }
}
