namespace Ppl.Examples.Tests;

/// <summary>Histograms and kernel densities.</summary>
public sealed class DistributionPlotTests
{
    private static double[] Draws(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Log(random.NextDouble()) + 3 * random.Next(2))];
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(1000)]
    public void A_kernel_density_integrates_to_one(int count)
    {
        Line curve = KernelDensity.Of("density", Draws(count));
        double integral = Enumerable.Range(1, curve.X.Count - 1).Sum(i => (curve.X[i] - curve.X[i - 1]) * (curve.Y[i] + curve.Y[i - 1]) / 2);
        Assert.That(integral, Is.EqualTo(1).Within(1e-3));
    }

    /// <summary>For 0, 1, 2, 3: deviation 1.29099, quartiles 0.41667 and 2.58333 apart by 2.16667, of which 1 / 1.34 is larger.</summary>
    [Test]
    public void The_bandwidth_is_Silvermans() =>
        Assert.That(KernelDensity.Bandwidth([0, 1, 2, 3]), Is.EqualTo(0.9 * 1.2909944487 * Math.Pow(4, -0.2)).Within(1e-9));

    [TestCase(null)]
    [TestCase(7)]
    public void A_histogram_counts_each_number_once(int? bins)
    {
        Bars bars = Bars.Histogram("counts", [.. Draws(1000), double.NaN], bins);
        Assert.Multiple(() =>
        {
            Assert.That(bars.Heights.Sum(), Is.EqualTo(1000));
            Assert.That(bars.Heights, Has.Count.EqualTo(bins ?? bars.Edges.Count - 1).And.Count.GreaterThan(4));
            Assert.That(bars.Edges, Has.Count.EqualTo(bars.Heights.Count + 1).And.Ordered);
        });
    }

    [Test]
    public void A_number_on_an_inner_edge_belongs_to_the_bin_above_it() =>
        Assert.That(Bars.Histogram("counts", [0, 1, 2, 3, 4], 4).Heights, Is.EqualTo(new[] { 1.0, 1, 1, 2 }));
}
