using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <c>metrics.json</c> says of a run: one flat object of its settings and its final numbers.</summary>
internal static class Metrics
{
    public const string FileName = "metrics.json";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object's first lines: what ran, in which version, from which seed.</summary>
    public static JsonObject Of(string example, ExampleRun run) => new()
    {
        ["example"] = example,
        ["version"] = Version,
        ["seed"] = run.Seed,
        ["quick"] = run.Quick,
        ["device"] = run.Device,
    };

    public static byte[] Encode(JsonObject metrics) => Encoding.UTF8.GetBytes(metrics.ToJsonString(Layout) + "\n");

    public static string Version => Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
}
