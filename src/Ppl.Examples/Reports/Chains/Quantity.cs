using MathNet.Numerics.Statistics;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>A number that Markov chains have drawn.</summary>
/// <param name="Name">As metrics call it.</param>
/// <param name="Chains">Its draws by chain, each as long.</param>
internal sealed record Quantity(string Name, IReadOnlyList<double[]> Chains)
{
    /// <summary>The elements of a site: by its name where there is one, else with their numbers from 1.</summary>
    public static IEnumerable<Quantity> Of(Samples samples, string site)
    {
        Draws draws = samples[site];
        long count = draws.Shape.NumberOfElements;
        for (long i = 0; i < count; i++) yield return new Quantity(count == 1 ? site : FormattableString.Invariant($"{site}_{i + 1}"), draws.ByChain(i));
    }

    /// <summary>Those of all chains.</summary>
    public double[] Draws => [.. Chains.SelectMany(chain => chain)];

    /// <summary>Mean and standard deviation.</summary>
    public Moments Moments => Draws.MeanStandardDeviation() is var (mean, deviation) ? new(mean, deviation) : default;

    /// <summary>Effective draws in the middle of the distribution.</summary>
    public double BulkSize => EffectiveSampleSize.Bulk(Chains);

    /// <summary>A function of it.</summary>
    public Quantity Map(string name, Func<double, double> function) => new(name, [.. Chains.Select(chain => chain.Select(function).ToArray())]);
}
