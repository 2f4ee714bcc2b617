using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>The log joint density of an enumerated run: factors over the enumerated sites, and what depends on none of them.</summary>
internal sealed class FactorGraph
{
    private readonly Dictionary<string, PlateAxis> plates = [];
    private readonly List<PlateAxis> plateList = [];
    private readonly Dictionary<string, VariableAxis> variables = [];
    private readonly List<LogFactor> factors = [];

    private FactorGraph(BatchAxis? kept) => Kept = kept;

    /// <summary>The plate whose elements are kept apart to the end; null where all are summed.</summary>
    public BatchAxis? Kept { get; }

    public IReadOnlyList<LogFactor> Factors => factors;

    /// <summary>By the sites' names.</summary>
    public IReadOnlyDictionary<string, VariableAxis> Variables => variables;

    /// <summary>By their numbers.</summary>
    public IReadOnlyList<PlateAxis> Plates => plateList;

    /// <summary>The sum of the scaled terms that depend on no enumerated site; null where there are none.</summary>
    public NamedTensor? Constant { get; private set; }

    /// <summary>Reads the factors of a run under <see cref="Enumerate"/>.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="keepPlate">A plate whose elements are kept apart to the end, such as particles.</param>
    public static FactorGraph Of(Trace trace, string? keepPlate = null)
    {
        PlateFrame? particles = keepPlate is null ? null : FrameOf(trace, keepPlate);
        var graph = new FactorGraph(particles is { } frame ? new BatchAxis(frame.Name, frame.SubsampleSize) : null);
        foreach (ScoredSite site in trace.Scored) graph.Add(site);
        return graph;
    }

    /// <summary>The axis at each batch dim that a site's plates own, from the left; null where none does.</summary>
    public PlateAxis?[] BatchAxes(SampleSite site)
    {
        var axes = new PlateAxis?[site.Plates.Select(frame => -frame.Dim).DefaultIfEmpty(0).Max()];
        foreach (PlateFrame frame in site.Plates) axes[^-frame.Dim] = PlateOf(frame);
        return axes;
    }

    /// <summary>Adds a factor of 1 for each variable, to differentiate by: the gradient of the log sum there is the variable's distribution.</summary>
    public IReadOnlyDictionary<VariableAxis, NamedTensor> AddProbes()
    {
        var probes = new Dictionary<VariableAxis, NamedTensor>();
        foreach (LogFactor own in factors.ToArray())
        {
            if (!variables.TryGetValue(own.Site, out VariableAxis? variable) || probes.ContainsKey(variable)) continue;
            Axis[] axes = [variable, .. PlatesOf(variable)];
            probes[variable] = new NamedTensor(torch.zeros(NamedTensor.Lengths(axes), own.Table.Tensor.dtype, own.Table.Tensor.device, requires_grad: true), axes);
            factors.Add(new LogFactor(probes[variable], variable.Plates, own.Power, own.Site));
        }
        return probes;
    }

    public IEnumerable<PlateAxis> PlatesOf(VariableAxis variable) => variable.Plates.Numbers.Select(number => plateList[number]);

    private void Add(ScoredSite site)
    {
        if (site is SampleSite { Enumeration: { } own }) AddVariable(own, site);
        if (DependsOnVariables(site)) factors.Add(Factor(site));
        else AddConstant(site);
    }

    private void AddVariable(EnumerationFrame frame, ScoredSite site) =>
        variables.TryAdd(frame.Name, new VariableAxis(frame, SetOf(site), variables.Count));

    private static bool DependsOnVariables(ScoredSite site)
    {
        if (site.Enumerations.IsEmpty) return false;
        var shape = Shape.Of(site.LogProb);
        foreach (EnumerationFrame frame in site.Enumerations)
            if (shape.Rank >= -frame.Dim && shape[frame.Dim] > 1) return true;
        return false;
    }

    private void AddConstant(ScoredSite site)
    {
        Tensor total = site.Total(Kept?.Name);
        var term = new NamedTensor(total, total.dim() == 1 ? [Kept!] : []);
        Constant = Constant is null ? term : Constant + term;
    }

    private LogFactor Factor(ScoredSite site)
    {
        Tensor logProb = site.MaskedLogProb;
        if (!site.Plates.IsEmpty) logProb = WithoutCopies(logProb, site);
        NamedTensor table = Named(logProb, site);
        if (site is SampleSite { Enumeration: { AreDraws: true } own } drawn) table = AgainstProposal(table, variables[own.Name], drawn.IsPathwise);
        double power = site.Scale;
        foreach (PlateFrame frame in site.Plates) power /= frame.Scale;
        return new LogFactor(table, SetOf(site), power, site.Name);
    }

    /// <summary>Along a plate where all elements are one and the same memory, one of them says it all.</summary>
    private static Tensor WithoutCopies(Tensor logProb, ScoredSite site)
    {
        long[] strides = logProb.stride();
        foreach (PlateFrame frame in site.Plates)
        {
            int dim = strides.Length + frame.Dim;
            if (dim >= 0 && strides[dim] == 0 && frame.SubsampleSize > 1) logProb = logProb.narrow(dim, 0, 1);
        }
        return logProb;
    }

    private NamedTensor Named(Tensor logProb, ScoredSite site)
    {
        long[] shape = logProb.shape;
        var axes = new List<Axis>(shape.Length);
        for (int dim = 0; dim < shape.Length; dim++)
            if (shape[dim] != 1) axes.Add(AxisAt(dim - shape.Length, site));
        Tensor squeezed = axes.Count == shape.Length ? logProb : logProb.reshape([.. axes.Select(axis => axis.Length)]);
        return new NamedTensor(squeezed, [.. axes]);
    }

    /// <summary>Each draw stands for p / q of the support, q being what it was drawn from: p with the values of other sites mixed equally.</summary>
    private static NamedTensor AgainstProposal(NamedTensor logProb, VariableAxis own, bool isReparameterized)
    {
        NamedTensor proposal = logProb;
        foreach (Axis axis in logProb.Axes)
            if (axis is VariableAxis && axis != own)
                proposal = new NamedTensor(proposal.Tensor - Math.Log(axis.Length), proposal.Axes).Reduce(axis, static (table, dim) => table.logsumexp(dim));
        NamedTensor weight = logProb + new NamedTensor(-(isReparameterized ? proposal.Tensor : proposal.Tensor.detach()), proposal.Axes);
        return new NamedTensor(weight.Tensor - Math.Log(own.Length), weight.Axes);
    }

    private Axis AxisAt(int dim, ScoredSite site)
    {
        foreach (EnumerationFrame frame in site.Enumerations)
            if (frame.Dim == dim) return variables[frame.Name];
        foreach (PlateFrame frame in site.Plates)
            if (frame.Dim == dim) return frame.Name == Kept?.Name ? Kept! : PlateOf(frame);
        throw new InvalidOperationException($"{site.Description}: dim {dim} belongs to nobody.");
    }

    private PlateSet SetOf(ScoredSite site)
    {
        PlateSet set = PlateSet.None;
        foreach (PlateFrame frame in site.Plates)
            if (frame.Name != Kept?.Name) set |= PlateOf(frame).AsSet;
        return set;
    }

    private PlateAxis PlateOf(PlateFrame frame)
    {
        if (plates.TryGetValue(frame.Name, out PlateAxis? plate)) return plate;
        plate = new PlateAxis(frame.Name, frame.SubsampleSize, frame.Scale, plates.Count);
        plateList.Add(plate);
        return plates[frame.Name] = plate;
    }

    private static PlateFrame? FrameOf(Trace trace, string plate)
    {
        foreach (ScoredSite site in trace.Scored)
            foreach (PlateFrame frame in site.Plates)
                if (frame.Name == plate) return frame;
        return null;
    }
}
