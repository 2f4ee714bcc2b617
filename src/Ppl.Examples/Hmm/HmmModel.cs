using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The model of <see cref="Hmm"/>.</summary>
[Compiled]
internal static class HmmModel
{
    /// <summary>initial ~ Dirichlet(1); for each state, transition ~ Dirichlet(1), mean ~ Normal(0, 10), scale ~ LogNormal(0, 1); then the chains.</summary>
    public static void Sequences(HmmRows data)
    {
        double[] even = [.. Enumerable.Repeat(1.0, data.States)];
        Tensor initial = Sample("initial", new Dirichlet(even)), transition, means, scales;
        using (Plate states = Plate("states", data.States))
        {
            transition = Sample("transition", new Dirichlet(even));
            means = Sample("means", new Normal(0, 10));
            scales = Sample("scales", new LogNormal(0, 1));
        }
        Chains(data.X, initial, transition, means, scales);
    }

    /// <summary>state ~ the transition from the state before; x ~ Normal(mean, scale) of its state. Sequences side by side, a column for each step.</summary>
    public static void Chains(Tensor x, Tensor initial, Tensor transition, Tensor means, Tensor scales)
    {
        Categorical first = new(initial), next = new(transition);
        var normals = new Normal(means, scales);
        using Plate sequences = Plate("sequences", x.shape[0]);
        Tensor[] columns = x.unbind(1);
        Tensor? state = null;
        foreach (int t in Markov(columns.Length))
        {
            state = Sample($"state{t}", state is null ? first : next.Gather(state));
            Sample($"x{t}", normals.Gather(state), obs: columns[t]);
        }
    }
}

/// <summary>What the model is given.</summary>
/// <param name="X">The sequences, [sequences, steps].</param>
/// <param name="States">How many states there are.</param>
internal sealed record HmmRows(Tensor X, int States);
