namespace Ppl.Handlers;

/// <summary>
/// Connects <c>Param</c> and <c>Module</c> to a store: a name met for the first time is stored, and each site gets the
/// stored value. Contract: log p(z, x; θ) at θ = f(u), u the store's leaves and f their bijections. Made anew for each run, whose parameters it remembers.
/// </summary>
public sealed class BindParams(ParamStore store) : Handler
{
    private readonly Dictionary<StoredParam, Tensor> constrained = [];
    private readonly List<StoredParam> touched = [];

    /// <summary>The parameters that the run asked for, in the order in which it did.</summary>
    public IReadOnlyList<StoredParam> Touched => touched;

    /// <inheritdoc/>
    internal override bool LetsSamplesPass => true;

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site)
    {
        site.Value ??= Constrained(store.Bind(site));
    }

    private Tensor Constrained(StoredParam parameter)
    {
        if (constrained.TryGetValue(parameter, out Tensor? value)) return value;
        touched.Add(parameter);
        return constrained[parameter] = parameter.Constrained();
    }
}
