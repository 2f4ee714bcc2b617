namespace Ppl.Examples;

/// <summary>A picture of bytes, by rows from the top: one channel (grey) or three (red, green, blue).</summary>
internal sealed record Raster(int Width, int Height, int Channels, byte[] Bytes)
{
    public Raster(int width, int height, int channels) : this(width, height, channels, new byte[width * height * channels]) { }

    /// <summary>Bytes of a row.</summary>
    public int Stride => Width * Channels;
}
