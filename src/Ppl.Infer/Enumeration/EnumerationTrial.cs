using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Tries whether an enumerated run says of its terms what they are: at a few assignments of values, programs are run again without enumeration. An operation over the dim that lists
/// a site's values, such as a sum over all dims, leaves no trace in the shapes; its number is another one.
/// </summary>
internal static class EnumerationTrial
{
    /// <summary>From how many sites on one assignment will do.</summary>
    public const int Many = 32;

    /// <summary>How far float64 terms may be apart, beside their size.</summary>
    public const double Tolerance = 1e-7;

    private const double ToleranceOfFloat32 = 1e-3;


    /// <summary>Compares terms. Lives in the caller's tensor scope.</summary>
    /// <param name="enumerated">The programs' runs under <see cref="Enumerate"/>, a guide's before its model's.</param>
    /// <param name="run">Runs them again, without, under a handler of their latents and plates.</param>
    /// <exception cref="PplException">PPL032: a term is another.</exception>
    public static void Require(IReadOnlyList<Trace> enumerated, Func<Handler, IReadOnlyList<Trace>> run)
    {
        var axes = new AxisTable(keepPlate: null, [.. enumerated]);
        SampleSite[] assigned = [.. enumerated.SelectMany(trace => trace.OfType<SampleSite>()).Where(site => site.Enumeration is not null)];
        foreach (SampleSite site in assigned) axes.Add(site.Enumeration!.Value, site);
        NamedTensor[][] tables = [.. enumerated.Select(trace => trace.Scored.Select(site => TableOf(site, axes)).ToArray())];
        foreach (Func<long, long, long> choose in Choices(assigned))
        {
            using TensorScope scope = TensorScope.Begin();
            var assignment = new Assignment(enumerated, axes, choose);
            IReadOnlyList<Trace> alone = run(assignment);
            IReadOnlyList<Trace>? again = null;
            for (int i = 0; i < alone.Count; i++)
            {
                foreach ((ScoredSite site, NamedTensor table) in enumerated[i].Scored.Zip(tables[i]))
                {
                    if (alone[i].Find<ScoredSite>(site.Name) is not { } single || Apart(assignment.Of(table), TableOf(single, axes)) is not { } apart) continue;
                    // A program that draws without a site is another one in each run.
                    again ??= run(assignment);
                    if (again[i].Find<ScoredSite>(site.Name) is not { } second || Apart(TableOf(single, axes), TableOf(second, axes)) is not null) continue;
                    throw Error.ValuesTogether(site, ValuesIn(alone[i], site), apart.Right, apart.Left);
                }
            }
        }
    }

    /// <summary>
    /// The ends of the supports; where there are several values to choose, one element of a plate apart from the others, and values without a pattern. Each shows what some of the others hide.
    /// Many sites come from a few statements in a loop, which are tried at many values at once when these have no pattern.
    /// </summary>
    private static IEnumerable<Func<long, long, long>> Choices(SampleSite[] assigned)
    {
        if (assigned.Length == 0) yield break;
        bool isInPlate = Array.Exists(assigned, site => !site.Plates.IsEmpty), isMany = assigned.Length >= Many;
        if (!isMany) yield return static (_, _) => 0;
        if (!isMany) yield return static (_, count) => count - 1;
        if (!isMany && isInPlate) yield return static (place, count) => place == 0 ? count - 1 : 0;
        if (!isInPlate && assigned.Length == 1) yield break;
        var random = new Random(1);
        yield return (_, count) => random.NextInt64(count);
    }

    private static NamedTensor TableOf(ScoredSite site, AxisTable axes) => axes.TableOf(site.CompactMaskedLogProb, site);

    private static (double Left, double Right)? Apart(NamedTensor left, NamedTensor right)
    {
        double tolerance = right.Tensor.dtype == torch.ScalarType.Float64 ? Tolerance : ToleranceOfFloat32;
        Axis[] all = NamedTensor.Union(left.Axes, right.Axes);
        return Apart(TensorText.ToDoubles(left.Expanded(all).Tensor), TensorText.ToDoubles(right.Expanded(all).Tensor), tolerance);
    }

    /// <summary>The first elements that differ by more than rounding; null where none do. NaN is like anything: other checks find it.</summary>
    public static (double Left, double Right)? Apart(double[] left, double[] right, double tolerance)
    {
        for (int i = 0; i < left.Length; i++)
        {
            double apart = Math.Abs(left[i] - right[i]);
            if (left[i] == right[i] || double.IsNaN(left[i]) || double.IsNaN(right[i])) continue;
            if (double.IsInfinity(apart) || apart > tolerance * (1 + Math.Abs(left[i]) + Math.Abs(right[i]))) return (left[i], right[i]);
        }
        return null;
    }

    /// <summary>The values of the enumerated sites that a term depends on, in a run of one of each.</summary>
    public static string[] ValuesIn(Trace alone, ScoredSite site) =>
        [.. site.Enumerations.Select(frame => $"{frame.Name} = {(alone.Find<SampleSite>(frame.Name) is { Value: { } value } ? TensorText.Values(value) : frame.ToString())}")];
}
