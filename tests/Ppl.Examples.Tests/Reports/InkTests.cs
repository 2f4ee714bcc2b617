namespace Ppl.Examples.Tests;

public sealed class InkTests
{
    /// <summary>From linear RGB to what is seen without the long or the middle cones (Machado, Oliveira and Fernandes 2009, severity 1).</summary>
    private static readonly Dictionary<string, double[][]> Sights = new()
    {
        ["all cones"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["no long cones"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["no middle cones"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    };

    /// <summary>CIE 1976, Lab: a difference of 2.3 is just noticed.</summary>
    [Test]
    public void Ten_colours_stay_apart_for_each_kind_of_sight(
        [Values("all cones", "no long cones", "no middle cones")] string sight, [Values] bool dark)
    {
        double[][] colours = [.. Enumerable.Range(0, 10).Select(series => Lab(dark ? Ink.Series(series).Dark : Ink.Series(series).Light, Sights[sight]))];
        double nearest = Enumerable.Range(0, 10).Min(i => Enumerable.Range(0, i).Select(j => Difference(colours[i], colours[j])).DefaultIfEmpty(100).Min());
        Assert.That(nearest, Is.GreaterThan(17));
    }

    [Test]
    public void Text_stands_out_from_paper([Values] bool dark)
    {
        double Light(Ink ink) => Linear(dark ? ink.Dark : ink.Light) is var c ? 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05 : 0;
        foreach (Ink ink in new[] { Ink.Text, Ink.Muted })
            Assert.That(Math.Max(Light(ink), Light(Ink.Paper)) / Math.Min(Light(ink), Light(Ink.Paper)), Is.GreaterThan(4.5), ink.Name);
    }

    private static double Difference(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double[] Linear(Colour colour) =>
        [.. new[] { colour.Red, colour.Green, colour.Blue }.Select(value => value / 255.0).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    private static double[] Lab(Colour colour, double[][] sight)
    {
        double[] linear = Linear(colour);
        double[] seen = [.. sight.Select(row => Math.Max(0, row.Zip(linear, (weight, value) => weight * value).Sum()))];
        double x = F((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
        double y = F(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = F((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double share) => share > 0.008856 ? Math.Cbrt(share) : 7.787 * share + 16.0 / 116;
    }
}
