namespace Ppl.Compilation;

/// <summary>How a double is laid out: a sign, 11 bits of exponent, 52 of fraction.</summary>
internal static class Bits
{
    /// <summary>How many bits the fraction has.</summary>
    public const int Fraction = 52;

    /// <summary>What is added to an exponent.</summary>
    public const int Bias = 1023;

    /// <summary>The bits of 1.</summary>
    public const long One = 0x3FF0000000000000;

    /// <summary>The bits of √½, rounded down.</summary>
    public const long SqrtHalf = 0x3FE6A09E667F3BCC;

    /// <summary>The bits of <see cref="WholeNumber"/>: with a small whole number in their place, the last ones make the double that is that much larger.</summary>
    public const long Whole = 0x4330000000000000;

    /// <summary>2⁵².</summary>
    public const double WholeNumber = 4503599627370496;

    /// <summary>1.5 · 2⁵²: added to a small whole number, it leaves that number in the last bits, with its sign.</summary>
    public const double Shifter = 6755399441055744;
}
