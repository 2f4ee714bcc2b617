using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace Ppl;

/// <summary>The parameters of an engine, by name, in the order in which programs met them. Owned by a run.</summary>
public sealed partial class ParamStore : IReadOnlyCollection<StoredParam>, IDisposable
{
    private readonly Dictionary<string, StoredParam> byName = [];
    private readonly List<StoredParam> inOrder = [];

    /// <inheritdoc/>
    public int Count => inOrder.Count;

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="PplException">PPL024 lists the names there are, nearest first.</exception>
    public StoredParam this[string name] =>
        byName.TryGetValue(name, out StoredParam? parameter) ? parameter : throw Error.UnknownSite("the parameter store", name, byName.Keys);

    /// <summary>The parameter of a name, if there is one.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out StoredParam? parameter) => byName.TryGetValue(name, out parameter);

    /// <inheritdoc/>
    public IEnumerator<StoredParam> GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Frees the parameters; weights of modules stay with their modules.</summary>
    public void Dispose()
    {
        inOrder.ForEach(parameter => parameter.Dispose());
        inOrder.Clear();
        byName.Clear();
        awaiting.Clear();
        buffers.Clear();
    }

    /// <summary>The stored parameter of a site, made from its initial value when the name is new.</summary>
    /// <exception cref="PplException">
    /// PPL017 when the stored parameter has another shape or constraint, or is another module's weight; PPL309 when a restored one has, or when the
    /// name is new while restored ones wait for the program that saved them.
    /// </exception>
    internal StoredParam Bind(ParamSite site)
    {
        if (byName.TryGetValue(site.Name, out StoredParam? parameter) && !awaiting.Contains(site.Name))
        {
            RequireSame(site, parameter);
            return parameter;
        }
        if (parameter is null) RequireNoneAwaiting(site);
        if (site.Weight is { } weight) buffers.Meet(site.ModuleName, weight.Module, isRestored: parameter is not null);
        return parameter is null ? Add(Create(site)) : Adopt(parameter, site);
    }

    private StoredParam Add(StoredParam parameter)
    {
        byName.Add(parameter.Name, parameter);
        inOrder.Add(parameter);
        return parameter;
    }

    private static StoredParam Create(ParamSite site)
    {
        Tensor initial = site.Initial();
        return site.Leaf is null
            ? StoredParam.FromInitial(site.Name, site.Constraint, initial)
            : StoredParam.FromModule(site.Name, (Parameter)site.Leaf);
    }

    private static void RequireSame(ParamSite site, StoredParam parameter)
    {
        bool sameLeaf = site.Leaf is null || ReferenceEquals(site.Leaf, parameter.Leaf);
        bool sameConstraint = parameter.Constraint.Equals(site.Constraint);
        if (!sameLeaf || !sameConstraint || !parameter.HasShape(site.InitialShape)) throw Error.ParameterDiffers(site, parameter);
    }
}
