namespace Ppl.Examples;

/// <summary>Names and samples of layers in rows under the title, where they cover no data.</summary>
internal sealed class Legend
{
    private const float RowHeight = 18, KeyWidth = 20, KeyHeight = 9, Gap = 6, Space = 16;
    private static readonly Lettering Letters = Lettering.Small with { Ink = Ink.Text };

    private readonly List<(Layer Layer, int Series, string Name, float X, int Row)> entries = [];

    /// <summary>Lays the entries out; a plot of one layer needs no legend, its title and axis name it.</summary>
    public Legend(IReadOnlyList<(Layer Layer, int Series)> layers, float width)
    {
        if (layers.Count < 2) return;
        (float x, int row) = (0, 0);
        foreach ((Layer layer, int series) in layers)
        {
            string name = Letters.Fit(layer.Name, width - KeyWidth - Gap);
            float own = KeyWidth + Gap + Letters.Width(name);
            if (x > 0 && x + own > width) (x, row) = (0, row + 1);
            entries.Add((layer, series, name, x, row));
            x += own + Space;
        }
    }

    public float Height => entries.Count == 0 ? 0 : (entries[^1].Row + 1) * RowHeight;

    public void Draw(ISurface surface, float left, float top)
    {
        foreach ((Layer layer, int series, string name, float x, int row) in entries)
        {
            float middle = top + (row + 0.5f) * RowHeight;
            layer.DrawKey(surface, new Box(left + x, middle - KeyHeight / 2, left + x + KeyWidth, middle + KeyHeight / 2), series);
            surface.Text(name, new(left + x + KeyWidth + Gap, middle), Letters);
        }
    }
}
