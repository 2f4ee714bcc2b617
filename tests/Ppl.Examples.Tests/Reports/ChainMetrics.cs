using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

/// <summary>What metrics say of chains.</summary>
internal static class ChainMetrics
{
    /// <summary>Four standard errors: one quantity in 16,000 is further off by chance.</summary>
    private const double Errors = 4;

    /// <summary>The mean of the draws is the exact one, as far as the draws can tell, and they can tell to a fifth of a standard deviation.</summary>
    public static void AssertMean(JsonObject metrics, string quantity, double exact, string key = "nuts")
    {
        double Of(string number) => metrics[$"{key}_{quantity}_{number}"]!.GetValue<double>();
        Assert.That(Of("mcse"), Is.InRange(1e-12, 0.2 * Of("sd")), quantity);
        Assert.That(Of("mean"), Is.EqualTo(exact).Within(Errors * Of("mcse")), quantity);
    }

    /// <summary>The chains' density was computed as it was asked for.</summary>
    public static void AssertEngine(JsonObject metrics, string engine, string key = "nuts") => Assert.That(metrics[$"{key}_engine"]!.GetValue<string>(), Is.EqualTo(engine));

    /// <summary>The seven pictures of a run.</summary>
    public static IEnumerable<string> Pictures(string key = "nuts") =>
        new[] { "trace", "ranks", "density", "forest", "pair", "energy", "ess" }.Select(name => $"{key}_{name}.png");
}
