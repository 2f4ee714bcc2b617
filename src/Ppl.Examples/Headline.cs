using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>A run in one figure, beside what it should be.</summary>
/// <param name="Figure">What it is, with its unit.</param>
/// <param name="Gave">What the run gave.</param>
/// <param name="Beside">The exact or published figure, and whose it is; empty where none is known.</param>
internal sealed record Headline(string Figure, string Gave, string Beside)
{
    /// <summary>A number of a run's metrics beside another of them.</summary>
    /// <param name="figure">What it is, with its unit.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="gave">The name of what the run gave.</param>
    /// <param name="beside">The name of what it should be.</param>
    /// <param name="whose">Where that comes from.</param>
    /// <param name="format">Of both numbers.</param>
    public static Headline Of(string figure, JsonObject metrics, string gave, string beside, string whose, string format = "F2") =>
        new(figure, Text(metrics, gave, format), $"{Text(metrics, beside, format)}, {whose}");

    /// <summary>A number of a run's metrics.</summary>
    public static string Text(JsonObject metrics, string name, string format = "F2") => metrics[name]!.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
}
