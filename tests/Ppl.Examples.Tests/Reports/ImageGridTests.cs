using System.Xml.Linq;

namespace Ppl.Examples.Tests;

public sealed class ImageGridTests
{
    private static readonly byte[] Blank = new byte[16], Full = [.. Enumerable.Repeat((byte)255, 16)];

    [Test]
    public void Ink_is_dark_at_the_place_of_its_tile_and_a_free_place_is_paper()
    {
        Raster picture = Recorder.Of(new ImageGrid("tiles", [Blank, Full, Full], 2)).Images.Single().Picture;
        byte At(int x, int y) => picture.Bytes[y * picture.Stride + x];
        Assert.That((At(2, 2), At(6, 2), At(2, 6), At(6, 6)), Is.EqualTo(((byte)255, (byte)0, (byte)0, (byte)255)));
    }

    [Test]
    public void Colours_keep_their_channels_and_places()
    {
        byte[] red = [.. Full, .. Blank, .. Blank], blue = [.. Blank, .. Blank, .. Full];
        Raster picture = Recorder.Of(new ImageGrid("tiles", [red, blue], 2) { Channels = 3 }).Images.Single().Picture;
        byte[] At(int x, int y) => picture.Bytes[(y * picture.Stride + 3 * x)..(y * picture.Stride + 3 * x + 3)];
        Assert.That((picture.Width, picture.Height, picture.Channels), Is.EqualTo((8, 4, 3)));
        Assert.That(At(1, 2), Is.EqualTo(new byte[] { 255, 0, 0 }));
        Assert.That(At(6, 2), Is.EqualTo(new byte[] { 0, 0, 255 }));
    }

    [Test]
    public void Captions_stand_at_their_rows_and_columns_and_do_not_overlap()
    {
        var grid = new ImageGrid("tiles", [.. Enumerable.Repeat(Full, 60)], 30)
        {
            RowNames = ["image", "reconstruction"],
            ColumnNames = [.. Enumerable.Range(0, 30).Select(column => $"{column - 15}.25")],
            XLabel = "first coordinate",
            YLabel = "of",
        };
        List<(string Text, Box Box)> texts = Recorder.Of(grid).Texts;
        Box[] columns = [.. texts.Where(text => text.Text.EndsWith(".25", StringComparison.Ordinal)).Select(text => text.Box)];
        Assert.Multiple(() =>
        {
            Assert.That(columns, Has.Length.InRange(8, 29));
            Assert.That(columns.Zip(columns.Skip(1)).Min(pair => pair.Second.Left - pair.First.Right), Is.GreaterThan(0));
            Assert.That(texts.Select(text => text.Text), Is.SupersetOf(new[] { "image", "reconstruction", "first coordinate", "tiles" }));
            Assert.That(texts.Max(text => text.Box.Right), Is.LessThanOrEqualTo(grid.Size.Width));
        });
    }

    [Test]
    public void A_grid_of_nothing_is_a_picture_too()
    {
        var grid = new ImageGrid("none", [], 5);
        Assert.That(XElement.Parse(grid.ToSvg()).Elements("image"), Is.Empty);
        Assert.That(grid.ToRaster().Width, Is.GreaterThan(0));
    }
}
