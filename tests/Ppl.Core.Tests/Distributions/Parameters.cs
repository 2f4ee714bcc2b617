using System.Collections;

namespace Ppl.Core.Tests;

/// <summary>Named arguments of a distribution: <c>new Parameters { { "loc", 0.0 } }</c>.</summary>
public sealed class Parameters : IEnumerable<KeyValuePair<string, TensorLike>>
{
    private readonly Dictionary<string, TensorLike> arguments = [];

    public TensorLike this[string name] => arguments[name];

    public bool Has(string name) => arguments.ContainsKey(name);

    public void Add(string name, TensorLike argument) => arguments.Add(name, argument);

    /// <summary>The same arguments, each changed.</summary>
    public Parameters Select(Func<TensorLike, TensorLike> change)
    {
        var changed = new Parameters();
        foreach ((string name, TensorLike argument) in arguments) changed.Add(name, change(argument));
        return changed;
    }

    public IEnumerator<KeyValuePair<string, TensorLike>> GetEnumerator() => arguments.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", arguments.Select(argument => $"{argument.Key} {argument.Value}"));
}
