using System.Numerics;

namespace Ppl.Examples;

/// <summary>Layers of data between two axes, under a title and a legend.</summary>
internal sealed record Plot(string Title, Axis X, Axis Y, params IReadOnlyList<Layer> Layers) : Picture(Title)
{
    private const float Width = 640, TitleHeight = 34, XAxisHeight = 50, YLabelWidth = 26, Gap = 6, BarWidth = 12, MinimalSide = 22, NameHeight = 13;
    private const double Margin = 0.05;
    private const int MostTicks = 8;

    private static readonly Lettering Centred = Lettering.Label with { Anchor = Anchor.Centre };

    /// <summary>Of the picture, without its legend.</summary>
    public float Height { get; init; } = 330;

    private Legend Legend => new([.. Layers.Select((layer, place) => (layer, layer.Series ?? place)).Where(entry => entry.layer.Name.Length > 0)], Width - 2 * Gap);

    private Cells? Map => Layers.OfType<Cells>().FirstOrDefault();

    public override (float Width, float Height) Size => (Width, Height + Legend.Height);

    public override void Draw(ISurface surface)
    {
        Frame frame = Layout();
        Box box = frame.Box;
        surface.Text(Lettering.Title.Fit(Title, Width - 2 * Gap), new(Gap, TitleHeight / 2), Lettering.Title);
        Legend.Draw(surface, Gap, TitleHeight);
        DrawAxes(surface, frame);
        for (int i = 0; i < Layers.Count; i++) Layers[i].Draw(surface, frame, Layers[i].Series ?? i);
        DrawNames(surface, frame);
        surface.Lines([[new(box.Left, box.Top), new(box.Left, box.Bottom), new(box.Right, box.Bottom)]], Ink.Muted, 1);
        if (Map is { } map) DrawColourBar(surface, box, map);
        if (!Layers.Any(layer => layer.Xs.Zip(layer.Ys).Any(point => Scale.Shows(point.First) && Scale.Shows(point.Second))))
            surface.Text("no data", box.Centre, Centred with { Ink = Ink.Muted });
    }

    /// <summary>Gives the labels of y what they need, then x as many ticks as there is room for.</summary>
    private Frame Layout()
    {
        bool tight = Layers.Any(layer => layer.IsTight), zero = Layers.Any(layer => layer.StandsOnZero);
        (double low, double high) = Scale.Range(Layers.SelectMany(layer => layer.Ys).Select(y => Math.Max(y, Y.Floor)), tight ? 0 : Margin, zero);
        Scale y = Y.Scale(low, high, Y.Names.Count > 0 ? (int)((Height - TitleHeight - XAxisHeight) / NameHeight) : 6);
        float left = YLabelWidth + Widest(y) + Gap + 4;
        float right = Map is { } map ? Width - BarSpace(map) : Width;

        bool spread = Layers.Any(layer => layer is Points or Intervals);
        (low, high) = Scale.Range(Layers.SelectMany(layer => layer.Xs), spread && !tight ? Margin : 0);
        for (int ticks = Math.Max(MostTicks, X.Names.Count); ; ticks--)
        {
            Scale x = X.Scale(low, high, ticks);
            float widest = Widest(x), half = widest / 2 + Gap, start = Math.Max(left, half), edge = right - Math.Max(MinimalSide, half);
            if (ticks > 1 && (edge - start) * x.Step / (high - low) < widest + 2 * Gap) continue;
            return new Frame(new Box(start, TitleHeight + Legend.Height + Gap, edge, Height + Legend.Height - XAxisHeight), x, y);
        }
    }

    private void DrawAxes(ISurface surface, Frame frame)
    {
        Box box = frame.Box;
        float[] rows = [.. frame.Y.Ticks.Select(tick => frame.At(frame.X.Low, tick).Y)], columns = [.. frame.X.Ticks.Select(tick => frame.At(tick, frame.Y.Low).X)];
        surface.Lines([.. rows.Select(y => new Vector2[] { new(box.Left, y), new(box.Right, y) }),
            .. columns.Select(x => new Vector2[] { new(x, box.Top), new(x, box.Bottom) })], Ink.Grid, 1);
        foreach ((float y, double tick) in rows.Zip(frame.Y.Ticks)) surface.Text(frame.Y.Label(tick), new(box.Left - Gap, y), Lettering.Small with { Anchor = Anchor.Right });
        foreach ((float x, double tick) in columns.Zip(frame.X.Ticks)) surface.Text(frame.X.Label(tick), new(x, box.Bottom + 14), Lettering.Small with { Anchor = Anchor.Centre });
        surface.Text(Centred.Fit(X.Label, box.Width), new(box.Centre.X, Height + Legend.Height - 14), Centred);
        surface.Text(Centred.Fit(Y.Label, box.Height), new(14, box.Centre.Y), Centred with { Upwards = true });
    }

    private void DrawNames(ISurface surface, Frame frame)
    {
        var names = Layers.Select(layer => (layer.Name, Place: layer.PlaceOfName(frame))).Where(name => name.Place is not null).ToList();
        Vector2[] places = Crowd.Spread([.. names.Select(name => name.Place!.Value)], frame.Box);
        foreach ((var name, Vector2 place) in names.Zip(places)) surface.Text(name.Name, place, Centred with { Height = 11, Halo = true });
    }

    private static void DrawColourBar(ISurface surface, Box box, Cells map)
    {
        Scale scale = ColourScale(map);
        var strip = new Raster(1, 128, channels: 3);
        for (int row = 0; row < strip.Height; row++) strip.Set(0, row, ColourMap.At(1 - (row + 0.5) / strip.Height));
        var bar = new Box(box.Right + 14, box.Top, box.Right + 14 + BarWidth, box.Bottom);
        surface.Image(strip, bar, ImageStyle.Cells);
        foreach (double tick in scale.Ticks)
            surface.Text(scale.Label(tick), new(bar.Right + Gap, bar.Bottom - (float)scale.Place(tick) * bar.Height), Lettering.Small);
        surface.Text(Centred.Fit(map.Z.Label, box.Height), new(bar.Right + 2 * Gap + Widest(scale) + 8, box.Centre.Y), Centred with { Upwards = true });
    }

    private static Scale ColourScale(Cells map) => Scale.Between(map.Range.Low, map.Range.High, 6, map.Z.Counts ? 1 : 0);

    private static float BarSpace(Cells map) => BarWidth + Widest(ColourScale(map)) + 24;

    private static float Widest(Scale scale) => scale.Ticks.Select(tick => Lettering.Small.Width(scale.Label(tick))).DefaultIfEmpty(0).Max();
}
