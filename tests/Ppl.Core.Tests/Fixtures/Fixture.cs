using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ppl.Core.Tests;

/// <summary>One case of a file of reference vectors; see README.md beside it.</summary>
public sealed class Fixture(JsonElement json)
{
    public string Id => json.GetProperty("id").GetString()!;

    public bool IsExtreme => Tags.Contains("extreme");

    public string[] Tags => [.. json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];

    public string this[string field] => json.GetProperty(field).GetString()!;

    public bool Flag(string field) => json.GetProperty(field).GetBoolean();

    public bool Has(string field) => json.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public Fixture Inner(string field) => new(json.GetProperty(field));

    public string[] Fields => [.. json.EnumerateObject().Select(property => property.Name)];

    /// <summary>The numbers of a field, row by row.</summary>
    public double[] Numbers(string field) => [.. Flatten(json.GetProperty(field))];

    /// <summary>The sizes of a field's nested lists.</summary>
    public Shape ShapeOf(string field)
    {
        var sizes = new List<long>();
        for (JsonElement level = json.GetProperty(field); level.ValueKind == JsonValueKind.Array; level = level[0]) sizes.Add(level.GetArrayLength());
        return sizes.ToArray();
    }

    public Tensor Tensor(string field, torch.ScalarType dtype = torch.ScalarType.Float64) =>
        torch.tensor(Numbers(field), ShapeOf(field), dtype);

    public override string ToString() => Id;

    public static IReadOnlyList<Fixture> Read(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), file))).RootElement.EnumerateArray().Select(json => new Fixture(json))];

    /// <summary>This one, or another folder of the same files, which the environment variable PPL_FIXTURES names.</summary>
    private static string Folder([CallerFilePath] string here = "") =>
        Environment.GetEnvironmentVariable("PPL_FIXTURES") is { Length: > 0 } other ? other : Path.GetDirectoryName(here)!;

    private static IEnumerable<double> Flatten(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Flatten),
        JsonValueKind.String => [json.GetString() switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.NaN }],
        JsonValueKind.Null => [double.NaN],
        _ => [json.GetDouble()],
    };
}
