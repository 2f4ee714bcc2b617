using Ppl.Compilation;
using Ppl.Handlers;
using Ppl.Infer;

namespace Ppl.Symbolic;

/// <summary>
/// What <see cref="EnumerationTrial"/> tries, for a program of many sites that are summed out, and without running it again: terms of its first run, in which each site had one of its
/// values, beside those of the enumerated run, worked out at the same numbers. Many sites come from a few statements in a loop, so some terms stand for all: the first ones, the last
/// ones, and others without a pattern.
/// </summary>
internal sealed class LongTrial
{
    private const int Ends = 32, Between = 64;

    private readonly Trace alone;
    private readonly IReadOnlyDictionary<string, long> values;
    private readonly List<(ScoredSite Site, double[] Numbers, long[] Shape)> terms = [];

    /// <param name="alone">The first run, in its graph: all that it computed is known.</param>
    /// <param name="values">Which of its values each site has there.</param>
    public LongTrial(Trace alone, IReadOnlyDictionary<string, long> values)
    {
        (this.alone, this.values) = (alone, values);
        ScoredSite[] scored = [.. alone.Scored];
        var random = new Random(1);
        for (int i = 0; i < scored.Length; i++)
        {
            if (i >= Ends && i < scored.Length - Ends && random.NextDouble() * scored.Length >= Between) continue;
            Tensor term = scored[i].CompactMaskedLogProb;
            terms.Add((scored[i], TensorText.ToDoubles(term), term.shape));
        }
    }

    /// <summary>Compares the terms.</summary>
    /// <param name="enumerated">The enumerated run, in its graph.</param>
    /// <param name="point">The latents of that run; the middle of unconstrained space was the first run's.</param>
    /// <exception cref="PplException">PPL032: a term is another.</exception>
    public void Require(Trace enumerated, Point point)
    {
        var axes = new AxisTable(keepPlate: null, enumerated);
        foreach (ScoredSite site in enumerated.Scored)
            if (site is SampleSite { Enumeration: { } frame }) axes.Add(frame, site);
        List<(ScoredSite Site, Node Enumerated, Node Alone)> pairs = [];
        foreach ((ScoredSite site, double[] numbers, long[] shape) in terms)
        {
            if (enumerated.Find<ScoredSite>(site.Name) is not { } other) continue;
            NamedTensor table = AtValues(axes.TableOf(other.CompactMaskedLogProb, other), other, axes), term = axes.TableOf(torch.tensor(numbers).reshape(shape), site);
            Axis[] all = NamedTensor.Union(table.Axes, term.Axes);
            pairs.Add((other, table.Expanded(all).Tensor.Node, term.Expanded(all).Tensor.Node));
        }
        double[][] found = GraphInterpreter.Evaluate([.. pairs.Select(pair => pair.Enumerated), .. pairs.Select(pair => pair.Alone)], new double[point.Count]);
        for (int i = 0; i < pairs.Count; i++)
            if (EnumerationTrial.Apart(found[i], found[pairs.Count + i], EnumerationTrial.Tolerance) is { } apart) throw Error.ValuesTogether(pairs[i].Site, EnumerationTrial.ValuesIn(alone, pairs[i].Site), apart.Right, apart.Left);
    }

    private NamedTensor AtValues(NamedTensor table, ScoredSite site, AxisTable axes)
    {
        foreach (EnumerationFrame frame in site.Enumerations) table = table.At(axes[frame.Name], new NamedTensor(torch.tensor(values[frame.Name]), []));
        return table;
    }
}
