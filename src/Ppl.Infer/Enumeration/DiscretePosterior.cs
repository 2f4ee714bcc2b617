using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>The enumerated sites of one run, given all else: a walk back through its contraction chooses them one after another.</summary>
internal sealed class DiscretePosterior
{
    private readonly Trace trace;
    private readonly FactorGraph graph;
    private readonly List<Elimination> tape = [];
    private readonly Contraction contraction;

    private DiscretePosterior(Trace trace, FactorGraph graph, Semiring semiring) =>
        (this.trace, this.graph, contraction) = (trace, graph, Contraction.Of(graph, semiring, tape));

    /// <summary>log of the sum, or of the greatest term: a scalar.</summary>
    public double LogTotal => (double)contraction.Total;

    /// <exception cref="PplException">PPL201: a site's log density is NaN.</exception>
    public static DiscretePosterior Of(Trace trace, Semiring semiring)
    {
        FactorGraph graph = FactorGraph.Of(trace);
        var posterior = new DiscretePosterior(trace, graph, semiring);
        if (double.IsNaN(posterior.LogTotal)) throw Error.NonFiniteLogProb("program", trace.Scored.FirstOrDefault(HasNaN) ?? trace.Scored.First());
        return posterior;
    }

    /// <summary>The probability of each value of each site: the gradient of the log sum. Shape: batch + number of values.</summary>
    public static IReadOnlyDictionary<string, Tensor> Marginals(Trace trace)
    {
        FactorGraph graph = FactorGraph.Of(trace);
        IReadOnlyDictionary<VariableAxis, NamedTensor> probes = graph.AddProbes();
        var posterior = new DiscretePosterior(trace, graph, Semiring.LogSum);
        posterior.RequirePossible();
        VariableAxis[] variables = [.. probes.Keys];
        IList<Tensor> gradients = variables.Length == 0
            ? [] : torch.autograd.grad([posterior.contraction.Total], [.. variables.Select(variable => probes[variable].Tensor)]);
        return posterior.Sites.ToDictionary(site => site.Name, site =>
        {
            VariableAxis variable = graph.VariableOf(site);
            int position = Array.IndexOf(variables, variable);
            if (position < 0) return torch.ones(posterior.BatchShape(site) + [1L]);
            // The gradient carries the scales of the plates and handlers around.
            var weights = new NamedTensor(gradients[position], probes[variable].Axes);
            return posterior.Laid(new NamedTensor(weights.Tensor / weights.Tensor.sum(dim: 0, keepdim: true), weights.Axes), site, last: variable);
        });
    }

    /// <summary>Chooses a value for every site.</summary>
    /// <param name="choose">Chooses among the values of a variable, of unnormalised log probabilities, for each element of its plates.</param>
    /// <param name="draws">An axis of further elements; null for none.</param>
    /// <returns>By site name. Shape: draws + batch + event.</returns>
    public IReadOnlyDictionary<string, Tensor> Choose(Func<NamedTensor, VariableAxis, NamedTensor> choose, BatchAxis? draws)
    {
        RequirePossible();
        var chosen = new Dictionary<VariableAxis, NamedTensor>();
        foreach (Elimination step in tape.AsEnumerable().Reverse())
            chosen[step.Variable] = choose(GivenTheChosen(step, chosen), step.Variable);
        return Sites.ToDictionary(site => site.Name, site => Values(site, chosen.GetValueOrDefault(graph.VariableOf(site)), draws));
    }

    /// <summary>The most probable value.</summary>
    public static NamedTensor Greatest(NamedTensor logits, VariableAxis variable) => logits.Reduce(variable, static (table, dim) => table.argmax(dim));

    /// <summary>A value for each draw and element of the plates: the greatest of logits that have noise of Gumbel's distribution added.</summary>
    public NamedTensor Drawn(NamedTensor logits, VariableAxis variable, Rng rng, BatchAxis? draws)
    {
        Axis[] axes = [variable, .. new[] { draws }.OfType<Axis>(), .. graph.Axes.PlatesOf(variable)];
        Tensor stretched = logits.Expanded(axes).Tensor.to(torch.ScalarType.Float64);
        Tensor gumbel = -(-rng.Rand(Shape.Of(stretched), stretched).log()).log();
        return Greatest(new NamedTensor(stretched + gumbel, axes), variable);
    }

    private IEnumerable<SampleSite> Sites => trace.OfType<SampleSite>().Where(site => site.Enumeration is not null);

    /// <summary>The factors of a variable at the values chosen for the others.</summary>
    private static NamedTensor GivenTheChosen(Elimination step, Dictionary<VariableAxis, NamedTensor> chosen)
    {
        NamedTensor? product = null;
        foreach (NamedTensor factor in step.Factors)
        {
            NamedTensor given = factor;
            foreach (Axis axis in factor.Axes)
                if (axis is VariableAxis other && other != step.Variable) given = given.At(other, chosen[other]);
            product = product is null ? given : product + given;
        }
        return product!;
    }

    private Tensor Values(SampleSite site, NamedTensor? chosen, BatchAxis? draws)
    {
        Shape events = site.Distribution.EventShape;
        Tensor support = site.Value!.reshape([site.Enumeration!.Value.Size, .. events]);
        chosen ??= new NamedTensor(torch.zeros([], torch.ScalarType.Int64, support.device), []);
        Tensor index = Laid(chosen, site, first: draws);
        return support.index_select(0, index.reshape(-1)).reshape([.. index.shape, .. events]);
    }

    /// <summary>A table over a site's plates in the site's own batch shape, with a further axis on the left or on the right.</summary>
    private Tensor Laid(NamedTensor table, SampleSite site, Axis? first = null, Axis? last = null)
    {
        PlateAxis?[] batch = graph.BatchAxes(site);
        Axis[] axes = [.. new[] { first }.OfType<Axis>(), .. batch.OfType<Axis>(), .. new[] { last }.OfType<Axis>()];
        long[] shape = [.. first is null ? [] : (long[])[first.Length], .. BatchShape(site), .. last is null ? [] : (long[])[last.Length]];
        return table.Expanded(axes).Tensor.reshape(shape);
    }

    private Shape BatchShape(SampleSite site) => graph.BatchAxes(site).Select(axis => axis?.Length ?? 1).ToArray();

    private void RequirePossible()
    {
        if (double.IsNegativeInfinity(LogTotal)) throw Error.NothingPossible([.. Sites.Select(site => site.Name)]);
    }

    private static bool HasNaN(ScoredSite site) => site.LogProb.isnan().any().item<bool>();
}
