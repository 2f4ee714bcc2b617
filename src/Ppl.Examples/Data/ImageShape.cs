namespace Ppl.Examples;

/// <summary>What all images of a data set have in common.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Side">Height and width, in pixels.</param>
internal readonly record struct ImageShape(int Channels, int Side)
{
    /// <summary>Height and width of a digit of MNIST, in pixels.</summary>
    public const int DigitSide = 28;

    /// <summary>Pixels of a digit.</summary>
    public const int DigitSize = DigitSide * DigitSide;

    /// <summary>One of MNIST's digits.</summary>
    public static ImageShape Digit => new(1, DigitSide);

    /// <summary>Pixels of a channel.</summary>
    public int Area => Side * Side;

    /// <summary>Numbers of an image.</summary>
    public int Size => Channels * Area;

    /// <summary>As in "28 x 28 pixels".</summary>
    public override string ToString() => Channels == 1 ? $"{Side} x {Side} pixels" : $"{Side} x {Side} pixels of {Channels} colours";
}
