using System.Globalization;

namespace Ppl;

/// <summary>How an algorithm that sums over latents treats one of them.</summary>
public sealed record Enumeration
{
    private readonly string text;

    private Enumeration(string text, int? draws = null) => (this.text, Draws) = (text, draws);

    /// <summary>Not summed over: drawn, as where nobody enumerates.</summary>
    public static Enumeration Drawn { get; } = new("drawn");

    /// <summary>All values of its support, side by side along a dim of their own, in one run.</summary>
    public static Enumeration Parallel { get; } = new("parallel");

    /// <summary>All values of its support, one run after another: for programs that branch on the value.</summary>
    public static Enumeration Sequential { get; } = new("sequential");

    /// <summary>How many draws stand for the support; null where all values do.</summary>
    public int? Draws { get; }

    /// <summary>Independent draws, side by side along a dim of their own, in place of the values of the support: for supports that cannot be listed.</summary>
    /// <param name="draws">How many, at least one.</param>
    public static Enumeration MonteCarlo(int draws)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        return new Enumeration(string.Create(CultureInfo.InvariantCulture, $"{draws} draws"), draws);
    }

    /// <summary>Such as <c>parallel</c> or <c>16 draws</c>.</summary>
    public override string ToString() => text;
}
