using MathNet.Numerics.LinearAlgebra;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>
/// Draws of a mixture by Markov chains. The posterior is the same under any order of the components, so that a draw's order says nothing: in each draw they are
/// put in the order of their means' first coordinate.
/// </summary>
internal static class GmmChains
{
    /// <summary>By component and in the units of the data: weights, then means and variances by coordinate.</summary>
    public static IEnumerable<Quantity> Quantities(Samples samples, GmmData data)
    {
        Mixture[][] chains = [.. Mixtures(samples, data).Chunk(samples.Draws / samples.Chains)];
        int count = chains[0][0].Components.Count;
        return Of("weight", component => component.Weight)
            .Concat(Enumerable.Range(0, data.Dimensions).SelectMany(axis => Of($"mean{Coordinate(axis)}", component => component.Mean[axis])))
            .Concat(Enumerable.Range(0, data.Dimensions).SelectMany(axis => Of($"variance{Coordinate(axis)}", component => component.Covariance[axis, axis])));

        string Coordinate(int axis) => data.Dimensions == 1 ? "" : $"_{data.Names[axis]}";
        IEnumerable<Quantity> Of(string name, Func<Component, double> number) => Enumerable.Range(0, count).Select(j =>
            new Quantity(FormattableString.Invariant($"{name}_{j + 1}"), [.. chains.Select(chain => chain.Select(mixture => number(mixture.Components[j])).ToArray())]));
    }

    /// <summary>The mean of the draws, and how far they are spread.</summary>
    public static GmmEstimate Estimate(NutsRun chains, GmmData data)
    {
        Mixture[] draws = [.. Mixtures(chains.Samples, data)];
        int count = draws[0].Components.Count;
        var mean = new Mixture([.. Enumerable.Range(0, count).Select(j => new Component(
            draws.Average(draw => draw.Components[j].Weight),
            draws.Select(draw => draw.Components[j].Mean).Aggregate((a, b) => a + b) / draws.Length,
            draws.Select(draw => draw.Components[j].Covariance).Aggregate((a, b) => a + b) / draws.Length))]);
        double[] deviations = [.. chains.Quantities.Select(quantity => quantity.Moments.Deviation)];
        return new GmmEstimate(Gmm.Chains, mean, mean.LogLikelihood(data.Original), null, [], Starts: 1, chains.Duration.TotalSeconds)
        {
            Deviations = new(deviations[..count], [.. Enumerable.Range(0, count).Select(j => Of(0, j))], [.. Enumerable.Range(0, count).Select(j => Of(data.Dimensions, j))]),
        };

        // After the weights come the components' numbers, coordinate by coordinate.
        Vector<double> Of(int first, int component) => Vector<double>.Build.Dense(data.Dimensions, axis => deviations[count * (1 + first + axis) + component]);
    }

    private static IEnumerable<Mixture> Mixtures(Samples samples, GmmData data) => Enumerable.Range(0, samples.Draws)
        .Select(draw => MixtureTensors.Mixture(name => samples[name][draw].ToArray()).Shifted(data.Centre, data.Scale).Sorted());

    /// <summary>A mixture of the data said of rows.</summary>
    public static Mixture InRows(Mixture mixture, GmmData data) =>
        mixture.Shifted([.. data.Centre.Zip(data.Scale, (centre, scale) => -centre / scale)], [.. data.Scale.Select(scale => 1 / scale)]);
}
