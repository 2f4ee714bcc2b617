using MathNet.Numerics.Distributions;

namespace Ppl.Examples.Tests;

/// <summary>Pictures of chains.</summary>
public sealed class ChainPlotTests
{
    [Test]
    public void Each_chain_has_its_ranks_among_all_draws()
    {
        Plot plot = ChainPlots.Ranks("mu", [[.. Numbers(100)], [.. Numbers(100).Select(number => number + 100)]]);
        Line[] lines = [.. plot.Layers.Cast<Line>()];
        double[] first = [.. Enumerable.Repeat(10.0, 20), .. Enumerable.Repeat(0.0, 20)];
        Assert.Multiple(() =>
        {
            Assert.That(lines[1].Y, Is.EqualTo(first), "the lower chain: ten in each of the ten lower bins");
            Assert.That(lines[2].Y, Is.EqualTo(first.Reverse()));
            Assert.That(lines[0].Y, Is.All.EqualTo(5), "of 100 draws in 20 bins");
        });
    }

    /// <summary>The band holds 99 of 100 bins at least, and a narrower one does not.</summary>
    [TestCase(100, 0.05)]
    [TestCase(1000, 0.05)]
    [TestCase(7, 0.5)]
    public void A_band_holds_the_middle_of_a_binomial(int trials, double probability)
    {
        int low = BinomialBand.Quantile(0.005, trials, probability), high = BinomialBand.Quantile(0.995, trials, probability);
        double Below(int count) => count < 0 ? 0 : Binomial.CDF(probability, trials, count);
        Assert.Multiple(() =>
        {
            Assert.That(Below(low), Is.GreaterThanOrEqualTo(0.005));
            Assert.That(Below(low - 1), Is.LessThan(0.005));
            Assert.That(Below(high), Is.GreaterThanOrEqualTo(0.995));
            Assert.That(Below(high - 1), Is.LessThan(0.995));
        });
    }

    [Test]
    public void A_forest_has_the_first_quantity_at_the_top_and_its_quantiles_around_it()
    {
        Plot plot = ChainPlots.Forest("Effects", new("effect", "points"), [("a", [.. Numbers(101)]), ("b", [.. Numbers(101).Select(number => -number)])]);
        var inner = (Intervals)plot.Layers[0];
        var outer = (Intervals)plot.Layers[1];
        Assert.Multiple(() =>
        {
            Assert.That(plot.Y.Names, Is.EqualTo(new[] { "b", "a" }));
            Assert.That(inner.Y, Is.EqualTo(new[] { 2.0, 1 }));
            Assert.That(inner.X, Is.EqualTo(new[] { 50.0, -50 }));
            Assert.That(inner.Lower, Is.EqualTo(new[] { 25.0, -75 }).Within(1e-9));
            Assert.That(outer.Upper, Is.EqualTo(new[] { 95.0, -5 }).Within(1e-9));
        });
    }

    /// <summary>Standard deviations of 0.3 and 3 have room in one picture, 0.3 and 300 have not.</summary>
    [Test]
    public void Quantities_that_could_not_be_seen_beside_others_have_a_forest_of_their_own()
    {
        Quantity Of(string name, double scale) => new(name, [[.. Numbers(10).Select(number => scale * number)]]);
        string[][] Names(params Quantity[] quantities) => [.. ChainFigures.Forests(quantities).Select(figure => ((Plot)figure.Picture).Y.Names.ToArray())];
        Assert.That(Names(Of("a", 0.1), Of("b", 1)), Is.EqualTo(new[] { new[] { "b", "a" } }));
        Assert.That(Names(Of("a", 0.1), Of("b", 100), Of("c", 0.11)), Is.EqualTo(new[] { new[] { "c", "a" }, ["b"] }));
        Assert.That(ChainFigures.Forests([Of("a", 0.1), Of("b", 100)]).Select(figure => figure.Name), Is.EqualTo(new[] { "forest", "forest_2" }));
    }

    [Test]
    public void Divergent_draws_are_points_of_their_own()
    {
        Plot plot = ChainPlots.Pair(("x", [[1, 2, 3], [4, 5, 6]]), ("y", [[10, 20, 30], [40, 50, 60]]), [[false, true, false], [true, false, false]]);
        var points = (Points)plot.Layers[1];
        Assert.Multiple(() =>
        {
            Assert.That(points.Name, Is.EqualTo("divergent (2)"));
            Assert.That(points.X, Is.EqualTo(new[] { 2.0, 4 }));
            Assert.That(points.Y, Is.EqualTo(new[] { 20.0, 40 }));
            Assert.That(((Points)plot.Layers[0]).X, Is.EqualTo(new[] { 1.0, 3, 5, 6 }));
        });
    }

    [Test]
    public void Effective_sizes_are_those_of_the_first_draws()
    {
        Plot plot = ChainPlots.EffectiveSizes("mu", [[.. Numbers(100)], [.. Numbers(100)]], [("sum", chains => chains.Sum(chain => chain.Sum()))], enough: 400);
        var line = (Line)plot.Layers[0];
        Assert.Multiple(() =>
        {
            Assert.That(line.X, Has.Count.EqualTo(20).And.ItemAt(0).EqualTo(10).And.ItemAt(19).EqualTo(200));
            Assert.That(line.Y[0], Is.EqualTo(2 * (0 + 1 + 2 + 3 + 4)));
            Assert.That(((Line)plot.Layers[1]).Y, Is.All.EqualTo(400));
        });
    }

    [Test]
    public void Changes_of_the_energy_do_not_cross_chains()
    {
        Plot plot = ChainPlots.Energies([[0, 1, 2, 3], [1000, 1001, 1002, 1003]]);
        var changes = (Line)plot.Layers[1];
        Assert.That(changes.X.Min(), Is.GreaterThan(0).And.LessThan(changes.X.Max()));
        Assert.That(changes.X.Max(), Is.LessThan(2));
    }

    /// <summary>All of them, for the eye: <c>PPL_PICTURES=FOLDER dotnet test</c>.</summary>
    [Test]
    public void All_are_drawn()
    {
        var random = new Random(1);
        double[][] Chains(int count) => [.. Enumerable.Range(0, 4).Select(_ => Normal.Samples(random, 0, 1).Take(count).ToArray())];
        (double[][] mu, double[][] tau) = (Chains(500), Chains(500));
        bool[][] divergent = [.. tau.Select(chain => chain.Select(x => x < -1.5).ToArray())];
        Plot[] plots =
        [
            ChainPlots.Traces("mu", mu), ChainPlots.Ranks("mu", mu), ChainPlots.Densities("mu", mu), ChainPlots.Energies(mu),
            ChainPlots.Forest("Effects of the schools", new("effect", "points"), [("theta of the first school", mu[0]), ("theta of the second", mu[1]), ("tau", tau[0])]),
            ChainPlots.Pair(("mu", mu), ("log tau", tau), divergent),
            ChainPlots.EffectiveSizes("mu", mu, [("bulk", chains => 0.8 * chains.Sum(chain => chain.Length)), ("tail", chains => 0.5 * chains.Sum(chain => chain.Length))], 400),
        ];
        string? folder = Environment.GetEnvironmentVariable("PPL_PICTURES");
        foreach (Plot plot in plots)
        {
            Raster picture = plot.ToRaster();
            Assert.That(picture.Bytes.Distinct().Count(), Is.GreaterThan(10), plot.Title);
            if (folder is not null) File.WriteAllBytes(Path.Combine(folder, $"{plot.Title}.png"), Png.Encode(picture));
        }
    }

    private static IEnumerable<double> Numbers(int count) => Enumerable.Range(0, count).Select(number => (double)number);
}
