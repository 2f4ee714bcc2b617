using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ppl;

/// <summary>What the header of a safetensors file says: texts, and where each array lies in the bytes that follow.</summary>
/// <param name="Texts">The metadata.</param>
/// <param name="Arrays">In the order of their bytes.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<SafetensorsHeader.Place> Arrays)
{
    private const string Metadata = "__metadata__";

    /// <summary>What torch allows.</summary>
    private const int MaxRank = 64;

    /// <summary>No key twice, none that the format does not know, no null, three levels.</summary>
    private static readonly JsonSerializerOptions strict = new(JsonSerializerOptions.Strict) { MaxDepth = 3 };

    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How many bytes follow the header.</summary>
    public long DataLength => Arrays.Count == 0 ? 0 : Arrays[^1].End;

    /// <summary>Lays arrays out one after the other.</summary>
    /// <exception cref="ArgumentException">A name that the format keeps for itself, or that is no Unicode text.</exception>
    public static byte[] ToJson(IEnumerable<KeyValuePair<string, string>> texts, IEnumerable<KeyValuePair<string, SavedArray>> arrays)
    {
        OrderedDictionary<string, object> header = new() { [Metadata] = new OrderedDictionary<string, string>(texts) };
        long offset = 0;
        foreach ((string name, SavedArray array) in arrays)
            header.Add(name, new Entry(ElementTypes.Name(array.Dtype), array.Shape.ToArray(), [offset, offset += array.Bytes.Length]));
        // JSON would put a replacement character for half a surrogate pair.
        foreach (string text in texts.SelectMany(text => new[] { text.Key, text.Value }).Concat(header.Keys)) _ = strictUtf8.GetByteCount(text);
        return JsonSerializer.SerializeToUtf8Bytes(header);
    }

    /// <exception cref="InvalidDataException">It is no header, or contradicts itself.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            Dictionary<string, JsonElement> header = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, strict)!;
            Dictionary<string, string> texts = header.Remove(Metadata, out JsonElement metadata) ? TextsOf(metadata) : [];
            return new SafetensorsHeader(texts, InOrder(header));
        }
        // A name that is no Unicode text is an invalid operation.
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("it is no JSON of the format", cause);
        }
    }

    private static Dictionary<string, string> TextsOf(JsonElement metadata)
    {
        Dictionary<string, string> texts = metadata.Deserialize<Dictionary<string, string>>(strict)!;
        return texts.ContainsValue(null!) ? throw new InvalidDataException("a text is null") : texts;
    }

    private static List<Place> InOrder(Dictionary<string, JsonElement> entries)
    {
        List<Place> places = [.. entries.Select(entry => PlaceOf(entry.Key, entry.Value.Deserialize<Entry>(strict))).OrderBy(place => place.Start).ThenBy(place => place.End)];
        long end = 0;
        foreach (Place place in places)
        {
            if (place.Start != end) throw new InvalidDataException($"array \"{place.Name}\" begins at byte {place.Start}, {end} expected");
            end = place.End;
        }
        return places;
    }

    private static Place PlaceOf(string name, Entry? entry)
    {
        if (entry is null) throw new InvalidDataException($"array \"{name}\" is null");
        if (!ElementTypes.TryParse(entry.Dtype, out torch.ScalarType dtype)) throw new InvalidDataException($"array \"{name}\" has elements of an unknown dtype");
        if (entry.Shape.Length > MaxRank || !ElementTypes.TryCountBytes(dtype, entry.Shape, out long bytes))
            throw new InvalidDataException($"array \"{name}\" has a shape that no tensor has");
        if (entry.Offsets is not [>= 0 and long start, long end] || end - start != bytes || bytes > Array.MaxLength)
            throw new InvalidDataException($"array \"{name}\" has offsets that do not fit its shape");
        return new Place(name, dtype, entry.Shape, start, end);
    }

    /// <summary>An array in the bytes after the header.</summary>
    internal sealed record Place(string Name, torch.ScalarType Dtype, Shape Shape, long Start, long End);

    private sealed record Entry(
        [property: JsonPropertyName("dtype")] string Dtype,
        [property: JsonPropertyName("shape")] long[] Shape,
        [property: JsonPropertyName("data_offsets")] long[] Offsets);
}
