using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>Bars between edges; one edge more than bars.</summary>
internal sealed record Bars(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Heights) : Layer(Name)
{
    private const int MostBins = 200;

    /// <summary>
    /// Counts by bin. By default a bin has the width 2 IQR n^(-1/3) (Freedman and Diaconis 1981); where the interquartile range is zero
    /// there are n^(1/2) bins.
    /// </summary>
    public static Bars Histogram(string name, IEnumerable<double> numbers, int? bins = null)
    {
        double[] shown = [.. numbers.Where(Scale.Shows)];
        if (shown.Length == 0) return new Bars(name, [0, 1], [0]);
        (double low, double high) = (shown.Min(), shown.Max());
        if (high == low) (low, high) = Scale.Range(shown, 0);
        double width = 2 * shown.InterquartileRange() / Math.Cbrt(shown.Length);
        int count = bins ?? (int)Math.Clamp(Math.Ceiling(width > 0 ? (high - low) / width : Math.Sqrt(shown.Length)), 1, MostBins);
        double[] heights = new double[count];
        foreach (double number in shown) heights[Math.Min((int)((number - low) / (high - low) * count), count - 1)]++;
        return new Bars(name, [.. Enumerable.Range(0, count + 1).Select(i => low + (high - low) * i / count)], heights);
    }

    public override IEnumerable<double> Xs => Edges;

    public override IEnumerable<double> Ys => Heights;

    public override bool StandsOnZero => true;

    public override void Draw(ISurface surface, Frame frame, int series)
    {
        List<Box> boxes = [];
        for (int i = 0; i < Heights.Count; i++)
        {
            if (!Scale.Shows(Heights[i]) || Heights[i] == 0) continue;
            (var from, var to) = (frame.Clamped(Edges[i], 0), frame.Clamped(Edges[i + 1], Heights[i]));
            float gap = to.X - from.X > 4 ? 0.5f : 0;
            boxes.Add(new Box(from.X + gap, Math.Min(from.Y, to.Y), to.X - gap, Math.Max(from.Y, to.Y)));
        }
        if (boxes.Count > 0) surface.Rectangles(boxes, Ink.Series(series), 0.6f);
    }

    public override void DrawKey(ISurface surface, Box box, int series) => surface.Rectangles([box], Ink.Series(series), 0.6f);
}
