namespace Ppl.Examples;

/// <summary>A colour of the screen.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>The colour of a number 0xRRGGBB.</summary>
    public static Colour Of(int number) => new((byte)(number >> 16), (byte)(number >> 8), (byte)number);

    /// <summary>As in CSS.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}

/// <summary>A colour by its role: what it is for on light paper and on dark paper. Rasters are drawn as on light paper.</summary>
/// <param name="Name">The name of its CSS variable, without the dashes.</param>
/// <param name="Light">On light paper.</param>
/// <param name="Dark">On dark paper.</param>
internal sealed record Ink(string Name, Colour Light, Colour Dark)
{
    public static Ink Paper { get; } = Of("paper", 0xffffff, 0x15171b);
    public static Ink Text { get; } = Of("ink", 0x1f2328, 0xe8eaed);
    public static Ink Muted { get; } = Of("muted", 0x59616b, 0xa2abb5);
    public static Ink Grid { get; } = Of("grid", 0xe1e4e8, 0x31363d);

    /// <summary>
    /// Ten colours that stay apart for people with a deficiency of colour vision (M. A. Petroff, "Accessible Color Sequences for Data
    /// Visualization", 2021), those first that stand out best from white; the dark ones are lighter on dark paper.
    /// </summary>
    private static readonly Ink[] Palette =
    [
        Of("series-0", 0x3f90da, 0x3f90da), Of("series-1", 0xbd1f01, 0xcc3a24), Of("series-2", 0x832db6, 0x9a50f0), Of("series-3", 0xe76300, 0xe76300),
        Of("series-4", 0x717581, 0x717581), Of("series-5", 0xa96b59, 0xa96b59), Of("series-6", 0xffa90e, 0xffa90e), Of("series-7", 0x94a4a2, 0x94a4a2),
        Of("series-8", 0xb9ac70, 0xb9ac70), Of("series-9", 0x92dadd, 0x92dadd),
    ];

    /// <summary>The colour of the n-th series, from 0; after ten they begin again.</summary>
    public static Ink Series(int number) => Palette[number % Palette.Length];

    public static IReadOnlyList<Ink> All { get; } = [Paper, Text, Muted, Grid, .. Palette];

    private static Ink Of(string name, int light, int dark) => new(name, Colour.Of(light), Colour.Of(dark));
}
