namespace Ppl.Examples;

/// <summary>A picture of bytes, by rows from the top: one channel (grey) or three (red, green, blue).</summary>
internal sealed record Raster(int Width, int Height, int Channels, byte[] Bytes)
{
    public Raster(int width, int height, int channels) : this(width, height, channels, new byte[width * height * channels]) { }

    /// <summary>Bytes of a row.</summary>
    public int Stride => Width * Channels;

    /// <summary>Colours a pixel of a picture of three channels.</summary>
    public void Set(int column, int row, Colour colour) =>
        (Bytes[row * Stride + 3 * column], Bytes[row * Stride + 3 * column + 1], Bytes[row * Stride + 3 * column + 2]) = (colour.Red, colour.Green, colour.Blue);

    /// <summary>The value at a place whose units are pixels: that of its pixel, or smoothly between the centres of pixels.</summary>
    public byte At(float x, float y, int channel, bool smooth)
    {
        if (!smooth) return Pixel((int)x, (int)y);
        x = Math.Clamp(x - 0.5f, 0, Width - 1);
        y = Math.Clamp(y - 0.5f, 0, Height - 1);
        (int left, int top) = ((int)x, (int)y);
        (int right, int bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        float upper = float.Lerp(Pixel(left, top), Pixel(right, top), x - left);
        float lower = float.Lerp(Pixel(left, bottom), Pixel(right, bottom), x - left);
        return (byte)MathF.Round(float.Lerp(upper, lower, y - top));

        byte Pixel(int column, int row) => Bytes[row * Stride + column * Channels + channel];
    }
}
