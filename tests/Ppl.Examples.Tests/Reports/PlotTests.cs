using System.Globalization;
using System.Xml.Linq;
using Ppl.Testing;

namespace Ppl.Examples.Tests;

public sealed class PlotTests
{
    private const double Gone = double.NaN;

    private static readonly Axis X = new("time", "s"), Y = new("height", "m");

    private static readonly Dictionary<string, double[]> Hostile = new()
    {
        ["nothing"] = [],
        ["no number"] = [Gone, Gone, Gone],
        ["infinite"] = [double.NegativeInfinity, 1, double.PositiveInfinity],
        ["constant"] = [7, 7, 7],
        ["constant and huge"] = [1e200, 1e200],
        ["tiny"] = [1e-200, 3e-200, 2e-200],
        ["below all digits"] = [0, 5e-324],
        ["huge"] = [-1e299, 1e299],
        ["beyond all"] = [double.MinValue, double.MaxValue],
        ["negative"] = [-1003, -1002, -1001.5],
        ["close together"] = [1e9, 1e9 + 1e-6, 1e9 + 2e-6],
        ["large with small steps"] = [123_456_789.25, 123_456_789.5],
        ["both signs"] = [-0.3, 0.1, 0.2],
    };

    private static IEnumerable<TestCaseData> Plots =>
        from numbers in Hostile
        from kind in new[] { "line", "filled", "points", "intervals", "bars", "density", "cells" }
        select new TestCaseData(Make(kind, numbers.Value)).SetArgDisplayNames($"{kind}, {numbers.Key}");

    private static Plot Make(string kind, double[] numbers) => new($"A {kind}", X, Y, kind switch
    {
        "line" => [new Line("one", numbers, [.. numbers.Reverse()]) { Band = (numbers, numbers) }, new Line("two", numbers, numbers)],
        "filled" => [new Line("one", numbers, numbers) { Filled = true }],
        "points" => [new Points("one", numbers, numbers) { Labelled = true }, new Points("two", numbers, numbers)],
        "intervals" => [new Intervals("one", numbers, numbers, [.. numbers.Select(x => x - 1)], [.. numbers.Reverse()]), new Points("two", numbers, numbers)],
        "bars" => [Bars.Histogram("one", numbers)],
        "density" => [KernelDensity.Of("one", numbers)],
        _ => [new Cells(Row(numbers), (0, 1), (0, 1), new("value", "K"))],
    });

    private static double[,] Row(double[] numbers)
    {
        double[,] row = new double[1, numbers.Length];
        for (int i = 0; i < numbers.Length; i++) row[0, i] = numbers[i];
        return row;
    }

    [TestCaseSource(nameof(Plots))]
    public void No_text_lies_on_another(object plot)
    {
        List<(string Text, Box Box)> texts = Recorder.Of((Plot)plot).Texts;
        IEnumerable<string> overlaps =
            from i in Enumerable.Range(0, texts.Count)
            from j in Enumerable.Range(0, i)
            where texts[i].Box.Left < texts[j].Box.Right && texts[j].Box.Left < texts[i].Box.Right
                && texts[i].Box.Top < texts[j].Box.Bottom && texts[j].Box.Top < texts[i].Box.Bottom
                && !((Plot)plot).Layers.Any(layer => layer.Name == texts[i].Text || layer.Name == texts[j].Text)
            select $"{texts[i]} on {texts[j]}";
        Assert.That(overlaps, Is.Empty);
    }

    [TestCaseSource(nameof(Plots))]
    public void Nothing_lies_outside_the_picture(object plot)
    {
        var picture = (Plot)plot;
        Assert.That(Recorder.Of(picture).Places.Where(place =>
            !(place.X >= 0 && place.Y >= 0 && place.X <= picture.Size.Width && place.Y <= picture.Size.Height)), Is.Empty);
    }

    [TestCaseSource(nameof(Plots))]
    public void The_element_is_well_formed_and_names_its_axes(object plot)
    {
        XElement svg = XElement.Parse(((Plot)plot).ToSvg());
        IEnumerable<string> texts = svg.Elements("text").Select(text => text.Value);
        Assert.That(texts, Is.SupersetOf(new[] { "time (s)", "height (m)" }));
        Assert.That(svg.ToString(), Does.Not.Contain("NaN").And.Not.Contain("∞"));
    }

    [TestCaseSource(nameof(Plots))]
    public void It_is_drawn_on_a_raster_too(object plot) => Assert.That(((Plot)plot).ToRaster().Bytes, Has.Some.LessThan(255));

    [Test]
    public void Both_surfaces_are_given_the_same()
    {
        Plot plot = Make("line", [1, 2, 4]);
        IEnumerable<string> texts = XElement.Parse(plot.ToSvg()).Elements("text").Select(text => text.Value);
        Assert.That(texts, Is.EqualTo(Recorder.Of(plot).Texts.Select(text => text.Text)));
    }

    [Test]
    public void A_small_plot_has_this_text() => Golden.Check(
        new Plot("Heights & <times>", X, Y, new Line("measured", [0, 1, 2, 3], [0, 1, Gone, 2]), new Points("seen", [1, 2], [0.5, 1.5])).ToSvg());

    [Test]
    public void Each_curve_leaves_its_colour_where_its_points_are()
    {
        double[] x = [0, 1, 2];
        Raster picture = new Plot("title", X, Y, new Line("low", x, [0, 0, 0]), new Line("high", x, [1, 1, 1])).ToRaster();
        double Height(Colour colour) => Enumerable.Range(120, picture.Height - 120)
            .Where(row => Pixel(picture, picture.Width / 2 + 3, row) == colour).DefaultIfEmpty(-1).Average();
        Assert.Multiple(() =>
        {
            Assert.That(Height(Ink.Series(0).Light), Is.GreaterThan(picture.Height / 2));
            Assert.That(Height(Ink.Series(1).Light), Is.InRange(0, picture.Height / 2));
        });
    }

    [Test]
    public void A_curve_starts_where_it_comes_above_the_floor_and_its_later_dips_are_cut_off()
    {
        var curve = new Line("", [0, 1, 2, 3, 4], [-1000, -1000, 0, -1000, 1]);
        Plot plot = new("title", new("step"), new("bound") { Floor = -1 }, curve);
        string path = XElement.Parse(plot.ToSvg()).Elements("path").Single(element => element.Attribute("stroke")!.Value.Contains("series-0", StringComparison.Ordinal)).Attribute("d")!.Value;
        float[] coordinates = [.. path.TrimStart('M').Split('L', ' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
        float[] heights = [.. coordinates.Where((_, place) => place % 2 == 1)];
        Assert.That(heights, Has.Length.EqualTo(3));
        Assert.That(heights[1], Is.GreaterThan(heights[0]).And.LessThan(plot.Size.Height - 40), "the dip ends at the frame");
    }

    [Test]
    public void Ten_thousand_points_of_ten_classes_are_small_and_each_class_is_named_on_them()
    {
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next(10))];
        double[] x = [.. labels.Select(label => label + random.NextDouble())], y = [.. labels.Select(label => label * label % 7 + random.NextDouble())];
        string svg = new Plot("Classes", X, Y, [.. Points.ByClass(x, y, labels)]).ToSvg();
        Assert.That(svg, Has.Length.LessThan(400_000));
        IEnumerable<string> names = XElement.Parse(svg).Elements("text").Where(text => text.Attribute("paint-order") is not null).Select(text => text.Value);
        Assert.That(names, Is.EqualTo(Enumerable.Range(0, 10).Select(label => $"{label}")));
    }

    [Test]
    public void A_line_of_a_million_points_is_small_and_keeps_its_peaks()
    {
        double[] x = [.. Enumerable.Range(0, 1_000_000).Select(i => (double)i)], y = [.. x.Select(i => i == 345_678 ? 9 : Math.Sin(i))];
        var line = new Line("", x, y);
        Plot plot = new("long", X, Y, line), peak = plot with { Layers = [new Line("", [0, 345_678, 999_999], [-1, 9, -1])] };
        Assert.That(plot.ToSvg(), Has.Length.LessThan(60_000));
        Assert.That(Top(plot), Is.EqualTo(Top(peak)).Within(1e-3));

        static float Top(Plot plot)
        {
            var surface = new Recorder();
            plot.Layers[0].Draw(surface, new Frame(new Box(50, 10, 600, 300), Scale.Between(0, 1e6, 5), Scale.Between(-2, 10, 5)), 0);
            return surface.Places.MinBy(place => place.Y).Y;
        }
    }

    [Test]
    public void A_legend_of_many_names_takes_more_rows_and_lies_above_the_data()
    {
        Plot few = new("few", X, Y, new Line("a", [0, 1], [0, 1]), new Line("b", [0, 1], [1, 0]));
        Plot many = few with { Layers = [.. Enumerable.Range(0, 60).Select(i => new Line($"a rather long name {i}", [0, 1], [i, 0]))] };
        Assert.That(many.Size.Height, Is.GreaterThan(few.Size.Height + 200));
        Recorder drawn = Recorder.Of(many);
        float legend = drawn.Texts.Where(text => text.Text.StartsWith("a rather", StringComparison.Ordinal)).Max(text => text.Box.Bottom);
        float ticks = drawn.Texts.Where(text => double.TryParse(text.Text, CultureInfo.InvariantCulture, out _)).Min(text => text.Box.Top);
        Assert.That(ticks, Is.GreaterThan(legend - 12));
        Assert.That(drawn.Texts.Max(text => text.Box.Right), Is.LessThanOrEqualTo(many.Size.Width));
    }

    [Test]
    public void Cells_have_the_colour_of_their_value_and_the_first_row_lies_below()
    {
        Plot plot = new("map", X, Y, new Cells(new[,] { { 0.0, 1 }, { 2, Gone } }, (0, 2), (0, 2), new("value", "K")));
        Raster cells = Recorder.Of(plot).Images[0].Picture;
        Assert.Multiple(() =>
        {
            Assert.That(Pixel(cells, 0, 1), Is.EqualTo(ColourMap.At(0)));
            Assert.That(Pixel(cells, 1, 1), Is.EqualTo(ColourMap.At(0.5)));
            Assert.That(Pixel(cells, 0, 0), Is.EqualTo(ColourMap.At(1)));
            Assert.That(Recorder.Of(plot).Texts.Select(text => text.Text), Has.Member("value (K)"));
        });
    }

    private static Colour Pixel(Raster picture, int x, int y) =>
        new(picture.Bytes[y * picture.Stride + 3 * x], picture.Bytes[y * picture.Stride + 3 * x + 1], picture.Bytes[y * picture.Stride + 3 * x + 2]);
}
