using System.Globalization;

namespace Ppl;

/// <summary>
/// What a run is continued from: texts, numbers and arrays by name, in parts (<c>optimizer/mean/weight</c>), as they go into a file
/// and come out of it. Managed memory only.
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

    /// <summary>The part of this name: what is added to it and read from it stands below <c>name/</c>.</summary>
    public SavedState Part(string name) => new(texts, arrays, $"{prefix}{name}{Divider}");

    /// <summary>The names of the arrays of this part, sorted.</summary>
    public IEnumerable<string> Arrays => arrays.Keys.Where(IsMine).Select(Own);

    /// <summary>The names of the texts and numbers of this part, sorted.</summary>
    public IEnumerable<string> Texts => texts.Keys.Where(IsMine).Select(Own);

    /// <summary>Adds a text.</summary>
    public void Add(string name, string text) => texts.Add(prefix + name, text);

    /// <summary>Adds a whole number.</summary>
    public void Add(string name, long number) => Add(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number, to its last bit.</summary>
    public void Add(string name, double number) => Add(name, number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a copy of a tensor.</summary>
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

    /// <summary>The tensor of a name: a new one on the CPU, in the caller's tensor scope.</summary>
    /// <exception cref="PplException">PPL309: there is none.</exception>
    public Tensor Tensor(string name) => Array(name).ToTensor();

    internal SavedArray Array(string name) => arrays.TryGetValue(prefix + name, out SavedArray? array) ? array : throw Missing(name);

    private bool IsMine(string name) => name.StartsWith(prefix, StringComparison.Ordinal);

    private string Own(string name) => name[prefix.Length..];

    private PplException Missing(string name) => Error.StateDiffers($"it has no \"{prefix}{name}\"");
}
