namespace Ppl.Examples;

/// <summary>Images of one shape, with the class of what each shows.</summary>
/// <param name="Shape">Of each image.</param>
/// <param name="Pixels">All images in a row, each channel by channel, by rows from the top. Grey: 0 is paper, 255 is ink; colours: 255 is light.</param>
/// <param name="Labels">One number an image: of digits, the digit.</param>
internal sealed record LabelledImages(ImageShape Shape, byte[] Pixels, byte[] Labels)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<byte> this[int image] => Pixels.AsSpan(image * Shape.Size, Shape.Size);

    public LabelledImages Slice(Range images)
    {
        (int start, int count) = images.GetOffsetAndLength(Count);
        return new(Shape, Pixels[(start * Shape.Size)..((start + count) * Shape.Size)], Labels[images]);
    }

    /// <summary>The first so many, or all where there are fewer.</summary>
    public LabelledImages First(int count) => Slice(..Math.Min(count, Count));
}
