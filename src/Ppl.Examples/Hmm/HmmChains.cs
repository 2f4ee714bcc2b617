using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Draws of a hidden Markov model by Markov chains. The posterior is the same under any order of the states: in each draw they are put in the order of their means.</summary>
internal static class HmmChains
{
    /// <summary>By state, in the units of the data: means, scales, and the probabilities of staying.</summary>
    public static IEnumerable<Quantity> Quantities(Samples samples, HmmData data)
    {
        HiddenMarkov[][] chains = [.. Enumerable.Range(0, samples.Draws)
            .Select(draw => data.InUnits(HmmTensors.Model(site => samples[site][draw].ToArray()).Sorted()))
            .Chunk(samples.Draws / samples.Chains)];
        int states = chains[0][0].States;
        return [.. Of("mean", (model, j) => model.Means[j]), .. Of("scale", (model, j) => model.Scales[j]), .. Of("stay", (model, j) => model.Transition[j][j])];

        IEnumerable<Quantity> Of(string name, Func<HiddenMarkov, int, double> number) => Enumerable.Range(0, states).Select(j =>
            new Quantity(FormattableString.Invariant($"{name}_{j + 1}"), [.. chains.Select(chain => chain.Select(model => number(model, j)).ToArray())]));
    }
}
