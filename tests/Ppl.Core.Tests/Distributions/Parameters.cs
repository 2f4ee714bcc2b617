using System.Collections;

namespace Ppl.Core.Tests;

/// <summary>Named arguments of a distribution: <c>new Parameters { { "loc", 0.0 } }</c>.</summary>
public sealed class Parameters : IEnumerable<KeyValuePair<string, TensorLike>>
{
    private readonly Dictionary<string, TensorLike> arguments = [];

    public TensorLike this[string name] => arguments[name];

    /// <summary>The mean of a matrix and its mirror image.</summary>
    public TensorLike Symmetric(string name) => this[name].Apply(matrix => (matrix + matrix.mT) / 2);

    /// <summary>The lower triangle of a matrix.</summary>
    public TensorLike Lower(string name) => this[name].Apply(matrix => matrix.tril());

    /// <summary>The whole number that all elements are (next to).</summary>
    public long Count(string name) => (long)Math.Round(this[name].ToTensor().Numbers()[0]);

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
