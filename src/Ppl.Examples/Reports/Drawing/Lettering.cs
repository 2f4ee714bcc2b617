namespace Ppl.Examples;

/// <summary>How a text is written.</summary>
/// <param name="Height">Of its capitals.</param>
/// <param name="Ink">Its colour.</param>
/// <param name="Anchor">Where it stands to its point.</param>
/// <param name="Upwards">Whether it is read from below.</param>
/// <param name="Halo">Whether paper shows around the letters, so that they can be read on data.</param>
internal sealed record Lettering(float Height, Ink Ink, Anchor Anchor = Anchor.Left, bool Upwards = false, bool Halo = false)
{
    /// <summary>Of a picture's title.</summary>
    public static Lettering Title { get; } = new(11.5f, Ink.Text);

    /// <summary>Of axes and legends.</summary>
    public static Lettering Label { get; } = new(10, Ink.Text);

    /// <summary>Of ticks and captions.</summary>
    public static Lettering Small { get; } = new(9.5f, Ink.Muted);

    /// <summary>Letters of a browser are wider than ours by up to so much, depending on its fonts.</summary>
    private const float Slack = 1.18f;

    /// <summary>The width of a text in the widest of the fonts that may be met.</summary>
    public float Width(string text) => text.Length == 0 ? 0 : StrokeFont.Measure(text) * Height * Slack;

    /// <summary>The text, or as much of its beginning as the width holds.</summary>
    public string Fit(string text, float width)
    {
        if (Width(text) <= width) return text;
        int length = text.Length;
        while (length > 0 && Width(text[..length] + "…") > width) length--;
        return text[..length].TrimEnd() + "…";
    }
}

/// <summary>Where a text stands to its point, horizontally.</summary>
internal enum Anchor { Left, Centre, Right }
