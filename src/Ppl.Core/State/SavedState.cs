using System.Globalization;

namespace Ppl;

/// <summary>
/// What a run is continued from: texts, numbers and arrays by name, in parts (<c>optimizer/mean/weight</c>), as they go into a file
/// and come out of it (docs/checkpoints.md). Managed memory only.
/// </summary>
public sealed class SavedState
{
    private const char Divider = '/';

    private readonly SortedDictionary<string, string> texts;
    private readonly SortedDictionary<string, SavedArray> arrays;
    private readonly string prefix;

    /// <summary>An empty state.</summary>
    public SavedState() : this(new(StringComparer.Ordinal), new(StringComparer.Ordinal), "")
    {
    }

    private SavedState(SortedDictionary<string, string> texts, SortedDictionary<string, SavedArray> arrays, string prefix) =>
        (this.texts, this.arrays, this.prefix) = (texts, arrays, prefix);

    /// <summary>Reads a file that <see cref="Write"/> made. Nothing in it is executed; it is believed when its digest is right.</summary>
    /// <exception cref="PplException">
    /// PPL301: there is nothing; PPL303: not such a file; PPL302: truncated; PPL313: its digest differs; PPL310: of a newer version.
    /// </exception>
    public static SavedState Read(string path)
    {
        var state = new SavedState();
        SafetensorsReader.Read(path, state.texts, state.arrays);
        return state;
    }

    /// <summary>Reads a file and hands it to who restores from it; what that refuses is told with the file's name.</summary>
    /// <exception cref="PplException">As <see cref="Read"/>; PPL309: the state is of something else.</exception>
    internal static Action Restore(string path, Func<SavedState, Action> restore)
    {
        SavedState state = Read(path);
        return OfFile(path, () => restore(state));
    }

    /// <summary>Restores something from what a file held; what is refused is told with the file's name.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    internal static T OfFile<T>(string path, Func<T> restore)
    {
        try
        {
            return restore();
        }
        catch (PplException refusal) when (refusal.Code == "PPL309")
        {
            throw Error.StateDiffersIn(path, refusal);
        }
    }

    /// <summary>
    /// Writes this part to a safetensors file. The file takes its name when all of it is on disk: until then, and if that fails, what stood
    /// there before stays. Equal states give equal bytes.
    /// </summary>
    /// <exception cref="ArgumentException">A text named sha256, format or version, or an array named __metadata__, which the format has of its own.</exception>
    /// <exception cref="PplException">PPL311: the file cannot be written.</exception>
    public void Write(string path) => SafetensorsWriter.Write(path, Mine(texts), Mine(arrays));

    /// <summary>The part of this name: what is added to it and read from it stands below <c>name/</c>.</summary>
    public SavedState Part(string name) => new(texts, arrays, $"{prefix}{name}{Divider}");

    /// <summary>The names of the arrays of this part, sorted.</summary>
    public IEnumerable<string> Arrays => Mine(arrays).Select(mine => mine.Key);

    /// <summary>The names of the texts and numbers of this part, sorted.</summary>
    public IEnumerable<string> Texts => Mine(texts).Select(mine => mine.Key);

    /// <summary>Is there a text, a number or an array of this name?</summary>
    public bool Has(string name) => texts.ContainsKey(prefix + name) || arrays.ContainsKey(prefix + name);

    /// <summary>Adds a text.</summary>
    public void Add(string name, string text) => texts.Add(prefix + name, text);

    /// <summary>Adds a whole number.</summary>
    public void Add(string name, long number) => Add(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number, to its last bit.</summary>
    public void Add(string name, double number) => Add(name, number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds whole numbers, as an array.</summary>
    public void Add(string name, long[] numbers) => arrays.Add(prefix + name, SavedArray.Of(numbers));

    /// <summary>Adds numbers, as an array.</summary>
    public void Add(string name, double[] numbers) => arrays.Add(prefix + name, SavedArray.Of(numbers));

    /// <summary>Adds a copy of a tensor.</summary>
    /// <exception cref="NotSupportedException">Complex elements, which the format has not.</exception>
    public void Add(string name, Tensor tensor) => arrays.Add(prefix + name, SavedArray.Of(tensor));

    /// <summary>The text of a name.</summary>
    /// <exception cref="PplException">PPL309: there is none.</exception>
    public string Text(string name) => texts.TryGetValue(prefix + name, out string? text) ? text : throw Missing(name);

    /// <summary>The whole number of a name.</summary>
    /// <exception cref="PplException">PPL309: there is none.</exception>
    public long Integer(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Missing(name);

    /// <summary>The number of a name, to its last bit.</summary>
    /// <exception cref="PplException">PPL309: there is none.</exception>
    public double Number(string name) =>
        double.TryParse(Text(name), CultureInfo.InvariantCulture, out double number) ? number : throw Missing(name);

    /// <summary>The whole numbers of a name.</summary>
    /// <exception cref="PplException">PPL309: there are none.</exception>
    public long[] Integers(string name) => Array(name) is { Dtype: torch.ScalarType.Int64, Shape.Rank: 1 } array ? array.ToNumbers<long>() : throw Missing(name);

    /// <summary>The numbers of a name.</summary>
    /// <exception cref="PplException">PPL309: there are none.</exception>
    public double[] Numbers(string name) => Array(name) is { Dtype: torch.ScalarType.Float64, Shape.Rank: 1 } array ? array.ToNumbers<double>() : throw Missing(name);

    /// <summary>The tensor of a name: a new one on the CPU, in the caller's tensor scope.</summary>
    /// <exception cref="PplException">PPL309: there is none.</exception>
    public Tensor Tensor(string name) => Array(name).ToTensor();

    /// <summary>Adds all that another part holds.</summary>
    internal void Add(SavedState other)
    {
        foreach ((string name, string text) in other.Mine(other.texts)) Add(name, text);
        foreach ((string name, SavedArray array) in other.Mine(other.arrays)) Add(name, array);
    }

    internal void Add(string name, SavedArray array) => arrays.Add(prefix + name, array);

    internal SavedArray Array(string name) => arrays.TryGetValue(prefix + name, out SavedArray? array) ? array : throw Missing(name);

    private IEnumerable<KeyValuePair<string, T>> Mine<T>(SortedDictionary<string, T> all) =>
        all.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => KeyValuePair.Create(entry.Key[prefix.Length..], entry.Value));

    private PplException Missing(string name) => Error.StateDiffers($"it has no \"{prefix}{name}\"");
}
