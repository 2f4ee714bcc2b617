namespace Ppl.Examples.Tests;

/// <summary>Pictures of a model, or a sampler, beside data.</summary>
public sealed class CheckPlotTests
{
    [Test]
    public void At_most_fifty_data_sets_are_drawn_over_one_another()
    {
        Plot plot = CheckPlots.Overlay("Replications", new("length", "cm"), [1, 2, 3], [.. Enumerable.Range(0, 120).Select(i => (double[])[i, i + 1, i + 2])]);
        Assert.That(plot.Layers, Has.Count.EqualTo(41), "every third and the data");
        Assert.That(plot.Layers.Select(layer => layer.Name).Where(name => name.Length > 0), Is.EqualTo(new[] { "replicated, 40 data sets", "observed" }));
    }

    [Test]
    public void Numbers_fall_into_even_bins_and_1_into_the_last() =>
        Assert.That(CheckPlots.CountsOf([0, 0.1, 0.25, 0.26, 0.999, 1], bins: 4), Is.EqualTo(new[] { 2, 2, 0, 2 }));

    /// <summary>Of ten numbers six lie in the first of two bins: 0.6 of them below 0.5.</summary>
    [Test]
    public void A_curve_is_the_share_below_less_the_place()
    {
        Plot plot = CheckPlots.Uniformity("Ranks", new("p"), ("mu", [6, 4]));
        var line = (Line)plot.Layers[1];
        Assert.That(line.Name, Is.EqualTo("mu"));
        Assert.That(line.X, Is.EqualTo(new[] { 0, 0.5, 1 }));
        Assert.That(line.Y, Is.EqualTo(new[] { 0, 0.1, 0 }).Within(1e-12));
    }

    /// <summary>Of 1,000 numbers that are even the curve stays in the band; squeezed to the middle, or moved, it leaves it.</summary>
    [Test]
    public void A_curve_of_even_numbers_stays_within_the_band()
    {
        double[] even = [.. Enumerable.Range(0, 1000).Select(number => (number + 0.5) / 1000)];
        Assert.That(IsWithin(even), Is.True);
        Assert.That(IsWithin([.. even.Select(p => 0.5 + 0.8 * (p - 0.5))]), Is.False);
        Assert.That(IsWithin([.. even.Select(p => p * p)]), Is.False);

        static bool IsWithin(double[] numbers)
        {
            Plot plot = CheckPlots.Uniformity("Numbers", new("p"), ("numbers", CheckPlots.CountsOf(numbers, bins: 50)));
            (var lower, var upper) = ((Line)plot.Layers[0]).Band!.Value;
            return ((Line)plot.Layers[1]).Y.Select((y, i) => lower[i] - 1e-12 <= y && y <= upper[i] + 1e-12).All(within => within);
        }
    }
}
