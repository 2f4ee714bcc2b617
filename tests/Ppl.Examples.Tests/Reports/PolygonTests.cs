namespace Ppl.Examples.Tests;

public sealed class PolygonTests
{
    [TestCase(nameof(Marker.Circle), 3.06f)]
    [TestCase(nameof(Marker.Square), 3.17f)]
    [TestCase(nameof(Marker.Triangle), 2.3f)]
    [TestCase(nameof(Marker.Diamond), 2.86f)]
    [TestCase(nameof(Marker.Cross), 3.2f)]
    public void A_marker_leaves_the_ink_of_its_area(string marker, float area)
    {
        float[] ink = new float[40 * 40];
        Polygon.Fill(ink, 40, [.. MarkerShape.Outline(Enum.Parse<Marker>(marker), 12).Select(corner => corner + new System.Numerics.Vector2(20.3f, 19.8f))]);
        Assert.That(ink.Sum(), Is.EqualTo(area * 144).Within(0.01 * area * 144));
    }

    [Test]
    public void What_lies_outside_the_raster_is_cut_off()
    {
        float[] ink = new float[10 * 10];
        Polygon.Fill(ink, 10, [new(-5, 2), new(50, 2), new(50, 4), new(-5, 4)]);
        Assert.That(ink.Sum(), Is.EqualTo(20).Within(1e-4));
    }
}
