namespace Ppl.Examples.Tests;

public sealed class PlotTests
{
    [Test]
    public void Ticks_are_round_and_lie_within_the_axis()
    {
        Axis axis = Axis.Between(-0.13, 1.04, ticks: 6);
        Assert.Multiple(() =>
        {
            Assert.That(axis.Ticks, Is.EqualTo(new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 }).Within(1e-12));
            Assert.That(axis.Ticks.Select(axis.Label), Is.EqualTo(new[] { "0.0", "0.2", "0.4", "0.6", "0.8", "1.0" }));
        });
    }

    [Test]
    public void An_axis_over_one_number_or_over_none_has_a_width()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Axis.Over([3, 3, double.NaN], 5, 0), Has.Property("Low").EqualTo(2.5).And.Property("High").EqualTo(3.5));
            Assert.That(Axis.Over([], 5, 0).Ticks, Is.Not.Empty);
        });
    }

    [Test]
    public void Each_curve_leaves_its_colour_where_its_points_are()
    {
        double[] x = [0, 1, 2];
        Raster picture = new LinePlot("title", "x", "y", new Curve("low", x, [0, 0, 0]), new Curve("high", x, [1, 1, 1])).Draw();
        double Height(Colour colour) => Enumerable.Range(0, picture.Height)
            .Where(row => Pixel(picture, picture.Width / 2, row) == colour).DefaultIfEmpty(-1).Average();
        Assert.Multiple(() =>
        {
            Assert.That(Height(Colour.Palette[0]), Is.GreaterThan(picture.Height / 2));
            Assert.That(Height(Colour.Palette[1]), Is.InRange(0, picture.Height / 2));
        });
    }

    [Test]
    public void A_curve_starts_where_it_comes_above_the_floor()
    {
        double[] x = [0, 1, 2, 3];
        var curve = new Curve("bound", x, [-1000, -1000, 0, 1]);
        Raster picture = new LinePlot("title", "x", "y", curve) { Floor = -1 }.Draw();
        IEnumerable<int> inked = Enumerable.Range(0, picture.Width)
            .Where(column => Enumerable.Range(0, picture.Height).Any(row => Pixel(picture, column, row) == Colour.Palette[0]));
        Assert.That(inked.Min(), Is.GreaterThan(picture.Width / 2));
    }

    [Test]
    public void A_grid_shows_ink_dark_at_the_place_of_its_tile()
    {
        byte[] blank = new byte[16], full = [.. Enumerable.Repeat((byte)255, 16)];
        Raster grid = ImageGrid.Draw([blank, full, full], side: 4, columns: 2, scale: 2);
        byte At(int x, int y) => grid.Bytes[y * grid.Width + x];
        Assert.Multiple(() =>
        {
            Assert.That((grid.Width, grid.Height), Is.EqualTo((22, 22)));
            Assert.That((At(5, 5), At(15, 5), At(5, 15), At(15, 15)), Is.EqualTo(((byte)255, (byte)0, (byte)0, (byte)214)));
        });
    }

    private static Colour Pixel(Raster picture, int x, int y) =>
        new(picture.Bytes[y * picture.Stride + 3 * x], picture.Bytes[y * picture.Stride + 3 * x + 1], picture.Bytes[y * picture.Stride + 3 * x + 2]);
}
