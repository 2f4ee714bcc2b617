using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>The log joint density of an enumerated run: factors over the enumerated sites, and what depends on none of them.</summary>
internal sealed class FactorGraph
{
    private readonly List<LogFactor> factors = [];

    private FactorGraph(AxisTable axes) => Axes = axes;

    public AxisTable Axes { get; }

    public IReadOnlyList<LogFactor> Factors => factors;

    /// <summary>The sum of the scaled terms that depend on no enumerated site; null where there are none.</summary>
    public NamedTensor? Constant { get; private set; }

    /// <summary>Reads the factors of a run under <see cref="Enumerate"/>.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="keepPlate">A plate whose elements are kept apart to the end, such as particles.</param>
    public static FactorGraph Of(Trace trace, string? keepPlate = null) => Of(trace, new AxisTable(keepPlate, trace));

    /// <summary>Reads the factors of a run under <see cref="Enumerate"/>.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="axes">Knows the axes of the runs before it, and learns this one's.</param>
    /// <param name="allApart">Are terms that depend on no enumerated site factors too?</param>
    public static FactorGraph Of(Trace trace, AxisTable axes, bool allApart = false)
    {
        var graph = new FactorGraph(axes);
        foreach (ScoredSite site in trace.Scored) graph.Add(site, allApart);
        return graph;
    }

    /// <summary>The variable of an enumerated site.</summary>
    public VariableAxis VariableOf(SampleSite site) => (VariableAxis)Axes[site.Name];

    /// <summary>The axis at each batch dim that a site's plates own, from the left; null where none does.</summary>
    public PlateAxis?[] BatchAxes(SampleSite site)
    {
        var axes = new PlateAxis?[site.Plates.Select(frame => -frame.Dim).DefaultIfEmpty(0).Max()];
        foreach (PlateFrame frame in site.Plates) axes[^-frame.Dim] = Axes.PlateOf(frame);
        return axes;
    }

    /// <summary>Adds a factor of 1 for each variable, to differentiate by: the gradient of the log sum there is the variable's distribution.</summary>
    public IReadOnlyDictionary<VariableAxis, NamedTensor> AddProbes()
    {
        var probes = new Dictionary<VariableAxis, NamedTensor>();
        foreach (LogFactor own in factors.ToArray())
        {
            if (Array.Find(own.Table.Axes, axis => axis is VariableAxis && axis.Name == own.Site) is not VariableAxis variable || probes.ContainsKey(variable)) continue;
            Axis[] axes = [variable, .. Axes.PlatesOf(variable)];
            probes[variable] = new NamedTensor(torch.zeros(NamedTensor.Lengths(axes), own.Table.Tensor.dtype, own.Table.Tensor.device, requires_grad: true), axes);
            factors.Add(new LogFactor(probes[variable], variable.Plates, own.Power, own.Site));
        }
        return probes;
    }

    private void Add(ScoredSite site, bool isApart)
    {
        EnumerationFrame? own = (site as SampleSite)?.Enumeration;
        if (own is { } frame) Axes.Add(frame, site);
        if (isApart || own is { AreDraws: true } || DependsOnEnumerated(site)) factors.Add(FactorOf(site));
        else AddConstant(site);
    }

    private LogFactor FactorOf(ScoredSite site)
    {
        LogFactor factor = LogFactor.Of(site, Axes);
        return site is SampleSite { Enumeration: { AreDraws: true } own } && Axes[own.Name] is VariableAxis variable
            ? factor with { Table = Proposal.Weights(factor.Table, variable, site.IsPathwise) }
            : factor;
    }

    private static bool DependsOnEnumerated(ScoredSite site)
    {
        if (site.Enumerations.IsEmpty) return false;
        var shape = Shape.Of(site.CompactLogProb);
        foreach (EnumerationFrame frame in site.Enumerations)
            if (shape.Rank >= -frame.Dim && shape[frame.Dim] > 1) return true;
        return false;
    }

    private void AddConstant(ScoredSite site)
    {
        Tensor total = site.Total(Axes.Kept?.Name);
        var term = new NamedTensor(total, total.dim() == 1 ? [Axes.Kept!] : []);
        Constant = Constant is null ? term : Constant + term;
    }
}
