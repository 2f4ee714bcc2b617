using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A variable of a generated model: a table of logits over plates, parents and its own values.</summary>
public sealed record Unknown(string Name, int Values, int[] Plates, int[] Parents, double[] Logits);

/// <summary>A term of a generated model: a table over plates and variables.</summary>
public sealed record Term(int[] Plates, int[] Variables, double[] Values);

/// <summary>
/// A discrete model, generated from a seed: as a program, and as the sum over every assignment that any correct contraction of it must equal.
/// </summary>
public sealed class Structure(string name, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<int> plates = [];
    private readonly List<Unknown> unknowns = [];
    private readonly List<Term> terms = [];
    private bool isMarkov;

    public IReadOnlyList<Unknown> Unknowns => unknowns;

    public override string ToString() => $"{name} {seed}";

    public int Roll(int count) => random.Next(count);

    /// <summary>Steps of a chain are those of a Markov loop; all variables belong to it, in order.</summary>
    public Structure InMarkovLoop()
    {
        isMarkov = true;
        return this;
    }

    public int AddPlate(int size)
    {
        plates.Add(size);
        return plates.Count - 1;
    }

    public int Add(int values, int[] inPlates, params int[] parents)
    {
        long size = values * Size(inPlates) * parents.Aggregate(1L, (product, parent) => product * unknowns[parent].Values);
        unknowns.Add(new Unknown($"z{unknowns.Count}", values, inPlates, parents, Table(size)));
        return unknowns.Count - 1;
    }

    public void AddTerm(int[] inPlates, params int[] variables) =>
        terms.Add(new Term(inPlates, variables, Table(Size(inPlates) * variables.Aggregate(1L, (product, variable) => product * unknowns[variable].Values), impossible: 0.05)));

    private long Size(int[] inPlates) => inPlates.Aggregate(1L, (product, plate) => product * plates[plate]);

    private double[] Table(long size, double impossible = 0) =>
        [.. Enumerable.Range(0, (int)size).Select(_ => random.NextDouble() < impossible ? double.NegativeInfinity : (4 * random.NextDouble()) - 2)];

    /// <summary>The model. Plate i has dim -(i + 1).</summary>
    public void Program(int _)
    {
        var values = new Tensor[unknowns.Count];
        if (isMarkov)
        {
            foreach (int i in Markov(unknowns.Count, history: Math.Max(1, unknowns.Select((unknown, at) => at - unknown.Parents.DefaultIfEmpty(at).Min()).Max()))) Step(i);
            return;
        }
        for (int i = 0; i < unknowns.Count; i++) Step(i);

        void Step(int i)
        {
            Unknown unknown = unknowns[i];
            Within(unknown.Plates, () => values[i] = Sample(unknown.Name, Categorical.FromLogits(Rows(unknown.Logits, unknown.Plates, unknown.Parents, unknown.Values))));
            for (int k = 0; k < terms.Count; k++)
                if (terms[k].Variables.Max() == i) Within(terms[k].Plates, () => Factor($"f{k}", Rows(terms[k].Values, terms[k].Plates, terms[k].Variables, 1).squeeze(-1)));
        }

        Tensor Rows(double[] table, int[] inPlates, int[] variables, int width)
        {
            Tensor index = torch.zeros([], torch.int64);
            foreach (int plate in inPlates) index = (index * plates[plate]) + torch.arange(plates[plate]).reshape([plates[plate], .. Enumerable.Repeat(1L, plate)]);
            foreach (int variable in variables) index = (index * unknowns[variable].Values) + values[variable];
            Tensor rows = torch.tensor(table, [table.Length / width, width], torch.float64);
            return rows.index_select(0, index.reshape(-1)).reshape([.. index.shape, width]);
        }
    }

    private void Within(int[] inPlates, Action inside)
    {
        if (inPlates.Length == 0)
        {
            inside();
            return;
        }
        using Plate plate = Plate($"p{inPlates[0]}", plates[inPlates[0]], dim: -inPlates[0] - 1);
        Within(inPlates[1..], inside);
    }

    /// <summary>Sums over every assignment.</summary>
    public BruteForce Sum()
    {
        var elements = new List<(int Unknown, long[] At)>();
        for (int i = 0; i < unknowns.Count; i++)
            foreach (long[] at in Elements(unknowns[i].Plates)) elements.Add((i, at));
        var position = new Dictionary<string, int>();
        for (int i = 0; i < elements.Count; i++) position[Key(elements[i].Unknown, elements[i].At)] = i;
        var lookups = new List<(double[] Table, long Offset, (int Element, int Values)[] Digits)>();
        foreach ((int unknown, long[] at) in elements)
            lookups.Add(Lookup(unknowns[unknown].Logits, unknowns[unknown].Plates, at, [.. unknowns[unknown].Parents, unknown]));
        int normalised = lookups.Count;
        foreach (Term term in terms)
            foreach (long[] at in Elements(term.Plates)) lookups.Add(Lookup(term.Values, term.Plates, at, term.Variables));
        for (int i = 0; i < normalised; i++) lookups[i] = lookups[i] with { Table = Normalised(lookups[i].Table, unknowns[elements[i].Unknown].Values) };
        return new BruteForce([.. elements.Select(element => unknowns[element.Unknown].Values)], [.. elements.Select(element => element.Unknown)], lookups);

        (double[], long, (int, int)[]) Lookup(double[] table, int[] inPlates, long[] at, int[] variables)
        {
            long offset = 0;
            for (int i = 0; i < inPlates.Length; i++) offset = (offset * plates[inPlates[i]]) + at[i];
            return (table, offset, [.. variables.Select(variable => (position[Key(variable, [.. unknowns[variable].Plates.Select(plate => at[Array.IndexOf(inPlates, plate)])])], unknowns[variable].Values))]);
        }
    }

    private static string Key(int unknown, long[] at) => $"{unknown}:{string.Join(",", at)}";

    private IEnumerable<long[]> Elements(int[] inPlates)
    {
        for (long i = 0; i < Size(inPlates); i++)
        {
            var at = new long[inPlates.Length];
            long rest = i;
            for (int j = inPlates.Length - 1; j >= 0; j--) (rest, at[j]) = (rest / plates[inPlates[j]], rest % plates[inPlates[j]]);
            yield return at;
        }
    }

    private static double[] Normalised(double[] logits, int values)
    {
        var logProbs = new double[logits.Length];
        for (int row = 0; row < logits.Length; row += values)
        {
            double sum = 0;
            for (int k = 0; k < values; k++) sum += Math.Exp(logits[row + k]);
            for (int k = 0; k < values; k++) logProbs[row + k] = logits[row + k] - Math.Log(sum);
        }
        return logProbs;
    }
}

/// <summary>Every assignment of a model's unknowns, one after another.</summary>
public sealed class BruteForce
{
    public BruteForce(int[] values, int[] owners, IReadOnlyList<(double[] Table, long Offset, (int Element, int Values)[] Digits)> lookups)
    {
        var assignment = new int[values.Length];
        double[][] weights = [.. values.Select(count => new double[count])];
        double total = 0;
        var all = new List<double>();
        do
        {
            double log = 0;
            foreach ((double[] table, long offset, (int, int)[] digits) in lookups)
            {
                long at = offset;
                foreach ((int element, int count) in digits) at = (at * count) + assignment[element];
                log += table[at];
            }
            if (log > LogGreatest) (LogGreatest, MostProbable) = (log, [.. assignment]);
            double weight = Math.Exp(log);
            all.Add(weight);
            total += weight;
            for (int i = 0; i < assignment.Length; i++) weights[i][assignment[i]] += weight;
        }
        while (Advance(assignment, values));
        LogSum = Math.Log(total);
        Marginals = [.. weights.Select(row => row.Select(weight => weight / total).ToArray())];
        Posterior = [.. all.Select(weight => weight / total)];
        Owners = owners;
    }

    public double LogSum { get; }

    public double LogGreatest { get; } = double.NegativeInfinity;

    /// <summary>By element: variables in order, their plates' elements row by row.</summary>
    public int[] MostProbable { get; } = [];

    /// <summary>Which variable each element is of.</summary>
    public int[] Owners { get; }

    public double[][] Marginals { get; }

    /// <summary>The probability of each assignment, the last element changing fastest.</summary>
    public double[] Posterior { get; }

    private static bool Advance(int[] assignment, int[] values)
    {
        for (int i = assignment.Length - 1; i >= 0; i--)
        {
            if (++assignment[i] < values[i]) return true;
            assignment[i] = 0;
        }
        return false;
    }
}
