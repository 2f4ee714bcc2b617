namespace Ppl.Examples;

/// <summary>From shares in 0..1 to colours: viridis (S. van der Walt, N. Smith), even in lightness and apart for all kinds of colour vision.</summary>
internal static class ColourMap
{
    private static readonly Colour[] Stops =
        [.. new[] { 0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725 }.Select(Colour.Of)];

    public static Colour At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Stops.Length - 1);
        int stop = Math.Min((int)place, Stops.Length - 2);
        (Colour from, Colour to) = (Stops[stop], Stops[stop + 1]);
        return new Colour(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));

        byte Mix(byte low, byte high) => (byte)Math.Round(low + (place - stop) * (high - low));
    }
}
