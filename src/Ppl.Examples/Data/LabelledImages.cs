namespace Ppl.Examples;

/// <summary>Grey images of one size, with the digit that each shows.</summary>
/// <param name="Pixels">All images in a row, each by rows from the top: 0 is paper, 255 is ink.</param>
/// <param name="Labels">One number in 0..9 an image.</param>
internal sealed record LabelledImages(byte[] Pixels, byte[] Labels)
{
    /// <summary>Height and width of an image, in pixels.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Size = Side * Side;

    public int Count => Labels.Length;

    public ReadOnlySpan<byte> this[int image] => Pixels.AsSpan(image * Size, Size);

    public LabelledImages Slice(Range images)
    {
        (int start, int count) = images.GetOffsetAndLength(Count);
        return new(Pixels[(start * Size)..((start + count) * Size)], Labels[images]);
    }

    /// <summary>The first so many, or all where there are fewer.</summary>
    public LabelledImages First(int count) => Slice(..Math.Min(count, Count));
}
