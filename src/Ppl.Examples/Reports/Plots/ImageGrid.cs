using System.Numerics;

namespace Ppl.Examples;

/// <summary>Square tiles in rows, of grey with ink dark on light paper or of colours, with lines between them and captions at their sides.</summary>
/// <param name="Title">Of the picture.</param>
/// <param name="Tiles">Ink by pixel in 0..255, by rows of pixels, or light channel by channel; by rows of the grid.</param>
/// <param name="Columns">Tiles in a row.</param>
internal sealed record ImageGrid(string Title, IReadOnlyList<byte[]> Tiles, int Columns) : Picture(Title)
{
    private const float Width = 640, LargestTile = 56, TitleHeight = 34, Gap = 6, CaptionHeight = 20;

    /// <summary>Above the columns; as many as fit are shown.</summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>Left of the rows.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>What changes from column to column, below the grid.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What changes from row to row, at the left edge.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Of a tile: 1 for ink, 3 for red, green and blue.</summary>
    public int Channels { get; init; } = 1;

    private int Rows => (Tiles.Count + Columns - 1) / Columns;

    private int Side => Tiles.Count == 0 ? 1 : (int)Math.Sqrt(Tiles[0].Length / Channels);

    private float Left => Gap + (YLabel.Length > 0 ? CaptionHeight : 0) + RowNames.Select(name => Lettering.Small.Width(name) + Gap).DefaultIfEmpty(0).Max();

    private float Top => TitleHeight + (ColumnNames.Count > 0 ? CaptionHeight : 0);

    /// <summary>The edge of a tile; whole pixels of the raster.</summary>
    private float Tile => Math.Clamp(MathF.Floor((Width - Left - Gap) / Columns), 4, LargestTile);

    public override (float Width, float Height) Size =>
        (Math.Max(Left + Columns * Tile + Gap, Width), Top + Rows * Tile + Gap + (XLabel.Length > 0 ? CaptionHeight : 0));

    public override void Draw(ISurface surface)
    {
        var grid = new Box(Left, Top, Left + Columns * Tile, Top + Rows * Tile);
        surface.Text(Lettering.Title.Fit(Title, Size.Width - 2 * Gap), new(Gap, TitleHeight / 2), Lettering.Title);
        if (Tiles.Count > 0) surface.Image(Compose(), grid, Channels == 1 ? ImageStyle.Ink : ImageStyle.Photo);
        surface.Lines([.. Enumerable.Range(0, Columns + 1).Select(column => new Vector2[] { new(Left + column * Tile, grid.Top), new(Left + column * Tile, grid.Bottom) }),
            .. Enumerable.Range(0, Rows + 1).Select(row => new Vector2[] { new(grid.Left, Top + row * Tile), new(grid.Right, Top + row * Tile) })], Ink.Grid, 1);

        float widest = ColumnNames.Select(Lettering.Small.Width).DefaultIfEmpty(0).Max();
        int every = Math.Max(1, (int)MathF.Ceiling((widest + Gap) / Tile));
        for (int column = 0; column < Math.Min(ColumnNames.Count, Columns); column += every)
            surface.Text(ColumnNames[column], new(Left + (column + 0.5f) * Tile, Top - CaptionHeight / 2), Lettering.Small with { Anchor = Anchor.Centre });
        int everyRow = Math.Max(1, (int)MathF.Ceiling(CaptionHeight * 0.7f / Tile));
        for (int row = 0; row < Math.Min(RowNames.Count, Rows); row += everyRow)
            surface.Text(RowNames[row], new(Left - Gap, Top + (row + 0.5f) * Tile), Lettering.Small with { Anchor = Anchor.Right });
        Lettering label = Lettering.Label with { Anchor = Anchor.Centre };
        surface.Text(label.Fit(XLabel, grid.Width), new(grid.Centre.X, grid.Bottom + CaptionHeight / 2 + 2), label);
        surface.Text(label.Fit(YLabel, grid.Height), new(Gap + CaptionHeight / 2, grid.Centre.Y), label with { Upwards = true });
    }

    /// <summary>All tiles side by side, ink as grey on white; the last row may have free places.</summary>
    private Raster Compose()
    {
        var picture = new Raster(Columns * Side, Rows * Side, Channels);
        picture.Bytes.AsSpan().Fill(255);
        int area = Side * Side;
        for (int i = 0; i < Tiles.Count; i++)
            for (int place = 0; place < Channels * area; place++)
            {
                (int channel, int pixel) = (place / area, place % area);
                int row = i / Columns * Side + pixel / Side, column = i % Columns * Side + pixel % Side;
                picture.Bytes[row * picture.Stride + column * Channels + channel] = (byte)(Channels == 1 ? 255 - Tiles[i][place] : Tiles[i][place]);
            }
        return picture;
    }
}
