namespace Ppl.Examples;

/// <summary>Lays square grey tiles out in a grid, ink dark on white paper, with gaps between them.</summary>
internal static class ImageGrid
{
    private const byte GapGrey = 214;

    /// <summary>One picture of all tiles.</summary>
    /// <param name="tiles">Ink by pixel in 0..255, each tile side * side bytes, by rows of the grid.</param>
    /// <param name="side">Pixels of a tile's edge.</param>
    /// <param name="columns">Tiles in a row.</param>
    /// <param name="scale">Pixels of the picture for one pixel of a tile; enlarged pixels are interpolated.</param>
    public static Raster Draw(IReadOnlyList<byte[]> tiles, int side, int columns, int scale = 2)
    {
        int rows = (tiles.Count + columns - 1) / columns;
        int cell = side * scale, gap = Math.Max(scale, 1);
        var picture = new Raster(columns * (cell + gap) + gap, rows * (cell + gap) + gap, channels: 1);
        picture.Bytes.AsSpan().Fill(GapGrey);
        for (int i = 0; i < tiles.Count; i++)
        {
            int left = gap + i % columns * (cell + gap), top = gap + i / columns * (cell + gap);
            for (int y = 0; y < cell; y++)
                for (int x = 0; x < cell; x++)
                    picture.Bytes[(top + y) * picture.Stride + left + x] = (byte)(255 - Ink(tiles[i], side, (x + 0.5) / scale, (y + 0.5) / scale));
        }
        return picture;
    }

    /// <summary>Bilinear interpolation between the centres of pixels.</summary>
    private static double Ink(byte[] tile, int side, double x, double y)
    {
        x = Math.Clamp(x - 0.5, 0, side - 1);
        y = Math.Clamp(y - 0.5, 0, side - 1);
        int left = Math.Min((int)x, side - 2), top = Math.Min((int)y, side - 2);
        double right = x - left, down = y - top;
        double upper = tile[top * side + left] * (1 - right) + tile[top * side + left + 1] * right;
        double lower = tile[(top + 1) * side + left] * (1 - right) + tile[(top + 1) * side + left + 1] * right;
        return Math.Round(upper * (1 - down) + lower * down);
    }
}
