using System.Numerics;

namespace Ppl.Examples.Tests;

public sealed class StrokesTests
{
    [Test]
    public void Notation_is_points_in_hundredths_smooth_unless_it_starts_with_a_dash()
    {
        IReadOnlyList<Stroke> strokes = Strokes.Parse("0,50 100,-10 | -20,0 20,100");
        Assert.Multiple(() =>
        {
            Assert.That(strokes.Select(stroke => stroke.Smooth), Is.EqualTo(new[] { true, false }));
            Assert.That(strokes[0].Points, Is.EqualTo(new Vector2[] { new(0, 0.5f), new(1, -0.1f) }));
            Assert.That(strokes[1].Points, Is.EqualTo(new Vector2[] { new(0.2f, 0), new(0.2f, 1) }));
        });
    }

    [Test]
    public void A_smooth_curve_goes_through_its_points()
    {
        Vector2[] points = [new(0, 0), new(3, 1), new(4, 5), new(0, 7)];
        Vector2[] curve = Strokes.Smooth(points, stepsPerSpan: 4);
        Assert.That(curve, Has.Length.EqualTo(13));
        for (int i = 0; i < points.Length; i++) Assert.That(Vector2.Distance(curve[4 * i], points[i]), Is.LessThan(1e-5));
    }

    /// <summary>A stroke of length l and thickness t with round ends covers l t + pi t^2 / 4 pixels.</summary>
    [TestCase(1.5f)]
    [TestCase(4f)]
    public void A_line_leaves_the_ink_of_its_area(float thickness)
    {
        float[] ink = new float[60 * 40];
        Vector2 from = new(9.3f, 11.8f), to = new(48.1f, 27.4f);
        Strokes.Draw(ink, 60, [from, Vector2.Lerp(from, to, 0.4f), to], thickness);
        double area = Vector2.Distance(from, to) * thickness + Math.PI * thickness * thickness / 4;
        Assert.That(ink.Sum(), Is.EqualTo(area).Within(0.03 * area));
    }

    [Test]
    public void What_lies_outside_the_raster_is_cut_off()
    {
        float[] ink = new float[10 * 10];
        Strokes.Draw(ink, 10, [new(-20, 5.5f), new(30, 5.5f)], 1);
        Assert.That(ink.Sum(), Is.EqualTo(10).Within(1e-4));
    }
}
