using System.Collections.Immutable;
using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Discrete models and guides of every structure, few enough values that all can be tried.</summary>
internal static class DiscretePrograms
{
    public static readonly ImmutableArray<Pair> All =
    [
        new("a latent of the model", () => Observe(Draw("z", 3)), () => { }),
        new("a latent of both", () => Observe(Draw("z", 3)), () => Learn("z", 3)),
        new("a latent of each", () => Observe(Given("w", Draw("z", 2), 3)), () => Learn("z", 2)),
        new("the latent of the guide depends on that of the model", () => Observe(Given("w", Draw("z", 2), 3)), () => Learn("w", 3)),
        new("a plate, model alone", () => { using Plate rows = Plate("rows", 3); Observe(Draw("z", 2), 3); }, () => { }),
        new("a plate, guide too", () => { using Plate rows = Plate("rows", 3); Observe(Draw("z", 2), 3); }, () => { using Plate rows = Plate("rows", 3); Learn("z", 2, rows: 3); }),
        new("a plate, one probability for all rows", () => { using Plate rows = Plate("rows", 3); Observe(Draw("z", 2), 3); }, () => { using Plate rows = Plate("rows", 3); Learn("z", 2); }),
        new("a plate, one of each", () => { using Plate rows = Plate("rows", 2); Observe(Given("w", Draw("z", 2), 3), 2); }, () => { using Plate rows = Plate("rows", 2); Learn("z", 2, rows: 2); }),
        new("outside a plate the guide's, inside the model's",
            () => { Tensor z = Draw("z", 2); using Plate rows = Plate("rows", 3); Observe(Given("w", z, 2), 3); },
            () => Learn("z", 2)),
        new("outside a plate and inside, the guide's",
            () => { Tensor z = Draw("z", 2); using Plate rows = Plate("rows", 2); Observe(Given("w", z, 3), 2); },
            () => { Tensor z = Learn("z", 2); using Plate rows = Plate("rows", 2); LearnGiven("w", z, 3); }),
        new("nested plates, the guide's without, the model's within", () => Nested(Draw, Given), () => { using Plate rows = Plate("rows", 2, dim: -2); Learn("z", 2); }),
        new("nested plates, the model's", () => Nested(Draw, Given), () => { }),
        new("nested plates, the guide's", () => Nested(Draw, Given), () =>
        {
            using Plate rows = Plate("rows", 2, dim: -2);
            Tensor z = Learn("z", 2);
            using Plate columns = Plate("columns", 2, dim: -1);
            LearnGiven("w", z, 2);
        }),
        new("plates that cross, one with the guide's", Crossed, () => { using Plate rows = Plate("rows", 2, dim: -2); Learn("z", 2); }),
        new("a tree, the model's", () => Tree(Draw, Given), () => { }),
        new("a tree, the guide's root", () => Tree(Draw, Given), () => Learn("root", 2)),
        new("a tree, the guide's leaves", () => Tree(Draw, Given), () => { Tensor left = Learn("left", 2); LearnGiven("right", left, 3); }),
        new("a tree, the guide's", () => Tree(Draw, Given), () => Tree((name, k) => Learn(name, k), LearnGiven, observes: false)),
        new("two parents in the guide", () => { Tensor a = Draw("a", 2), b = Draw("b", 3); Observe(a + b); Draw("c", 2); }, () =>
        {
            Tensor a = Learn("a", 2), b = Learn("b", 3);
            Tensor table = Param("q", () => Weights([2, 3, 2], seed: 9), Constraints.Simplex);
            Sample("c", new Categorical(table[a, b]));
        }),
        new("a chain, the model's", () => Chain(4, Draw, Given, 0), () => { }),
        new("a chain, the guide's", () => Chain(4, Draw, Given, 0), () => Chain(4, (name, k) => Learn(name, k), LearnGiven, observes: false)),
        new("a chain whose guide is factorised", () => Chain(4, Draw, Given, 0), () => { foreach (int t in Markov(4)) Learn($"z{t}", 2); }),
        new("a chain, every second state the guide's", () => Chain(5, Draw, Given, 0), () => { foreach (int t in Markov(5)) if (t % 2 == 1) Learn($"z{t}", 2); }),
        new("a chain, every second state the guide's, without a loop there", () => Chain(5, Draw, Given, 0), () => { Tensor z = Learn("z1", 2); LearnGiven("z3", z, 2); }),
        new("chains in a plate, the model's", () => { using Plate rows = Plate("rows", 2); Chain(3, Draw, Given, 2); }, () => { }),
        new("chains in a plate, the guide's", () => { using Plate rows = Plate("rows", 2); Chain(3, Draw, Given, 2); }, () => { using Plate rows = Plate("rows", 2); Chain(3, (name, k) => Learn(name, k), LearnGiven, observes: false); }),
        new("a chain, and a second of the guide above it", TwoChains, () => Chain(3, (name, k) => Learn(name, k), LearnGiven, observes: false)),
        new("rows that are missing", () => { using Plate rows = Plate("rows", 3); Sample("y", new Normal(Means("mean")[Draw("z", 2)], 1), obs: Data(3), obsMask: torch.tensor([true, false, true])); }, () => { using Plate rows = Plate("rows", 3); Learn("z", 2, rows: 3); }),
        new("rows that are masked", () => { using Scope mask = Masked(); using Plate rows = Plate("rows", 3); Observe(Given("w", Draw("z", 2), 2), 3); }, () => { using Scope mask = Masked(); using Plate rows = Plate("rows", 3); Learn("z", 2, rows: 3); }),
        new("coins", () => { using Plate rows = Plate("rows", 2); Factor("f", Sample("z", new Bernoulli(torch.tensor(0.3))) * Param("m", 0.9)); }, () => { using Plate rows = Plate("rows", 2); Sample("z", new Bernoulli(Param("p", 0.6, Constraints.UnitInterval))); }),
        new("one-hot vectors", () => Factor("f", (Sample("z", new OneHotCategorical(torch.tensor([0.2, 0.3, 0.5]))) * torch.tensor([0.1, -0.4, 1.0])).sum(dim: -1)), () => Sample("z", new OneHotCategorical(Param("q", () => Weights([3], 4), Constraints.Simplex)))),
        new("an auxiliary site of the guide", () => Observe(Draw("z", 2)), () =>
        {
            Tensor u = Sample("u", new Categorical(Param("q u", () => Weights([3], 5), Constraints.Simplex)), options: new SiteOptions { IsAuxiliary = true });
            LearnGiven("z", u, 2, parents: 3);
        }),
    ];

    /// <summary>A normal observation whose mean is learnt for each value.</summary>
    private static void Observe(Tensor z, int rows = 0) => Observe("y", z, rows);

    private static void Observe(string name, Tensor z, int rows) => Sample(name, new Normal(Means("mean")[z], 1), obs: rows == 0 ? torch.tensor(0.7) : Data(rows));

    private static Tensor Means(string name) => Param(name, [-1.2, 0.4, 1.5, 2.0]);

    private static Tensor Data(int rows) => torch.tensor([.. Enumerable.Range(0, rows).Select(i => (1.3 * i) - 0.9)], torch.float64);

    /// <summary>A latent of the model, its weights learnt too.</summary>
    private static Tensor Draw(string name, int values) => Sample(name, new Categorical(Param($"prior {name}", () => Weights([values], seed: values + name.Length), Constraints.Simplex)));

    private static Tensor Given(string name, Tensor parent, int values) =>
        Sample(name, new Categorical(Param($"prior {name}", () => Weights([4, values], seed: 3 * values), Constraints.Simplex)).Gather(parent));

    private static Tensor Learn(string name, int values, int rows = 0) =>
        Sample(name, new Categorical(Param($"q {name}", () => Weights(rows == 0 ? [values] : [rows, values], seed: 5 + values + name.Length), Constraints.Simplex)));

    private static Tensor LearnGiven(string name, Tensor parent, int values) => LearnGiven(name, parent, values, parents: 2);

    private static Tensor LearnGiven(string name, Tensor parent, int values, int parents) =>
        Sample(name, new Categorical(Param($"q {name}", () => Weights([parents, values], seed: 8 + values), Constraints.Simplex)).Gather(parent));

    private static Tensor Weights(long[] shape, int seed)
    {
        using var rng = new Rng((ulong)seed, torch.ScalarType.Float64);
        return rng.Randn(shape).softmax(-1);
    }

    private static void Nested(Func<string, int, Tensor> draw, Func<string, Tensor, int, Tensor> given)
    {
        using Plate rows = Plate("rows", 2, dim: -2);
        Tensor z = draw("z", 2);
        using Plate columns = Plate("columns", 2, dim: -1);
        Sample("y", new Normal(Means("mean")[given("w", z, 2)], 1), obs: torch.tensor(new[,] { { 0.3, 1.1 }, { -0.4, 0.8 } }));
    }

    /// <summary>A latent for each row, one for each cell, and one beside them.</summary>
    private static void Crossed()
    {
        Tensor z;
        Tensor lone = Draw("lone", 2);
        using (Plate("columns", 3, dim: -1)) Observe("y", lone, 3);
        using Plate rows = Plate("rows", 2, dim: -2);
        z = Draw("z", 2);
        using Plate columns = Plate("columns", 3, dim: -1);
        Tensor cell = Given("cell", z, 2);
        Factor("f", Means("mean")[cell] * Data(3));
    }

    private static void Tree(Func<string, int, Tensor> draw, Func<string, Tensor, int, Tensor> given, bool observes = true)
    {
        Tensor root = draw("root", 2);
        Tensor left = given("left", root, 2), right = given("right", root, 3);
        if (!observes) return;
        Observe("y", left, 0);
        Observe("x", right, 0);
    }

    private static void Chain(int length, Func<string, int, Tensor> draw, Func<string, Tensor, int, Tensor> given, int rows) => Chain(length, draw, given, rows, observes: true);

    private static void Chain(int length, Func<string, int, Tensor> draw, Func<string, Tensor, int, Tensor> given, bool observes) => Chain(length, draw, given, 0, observes);

    private static void Chain(int length, Func<string, int, Tensor> draw, Func<string, Tensor, int, Tensor> given, int rows, bool observes)
    {
        Tensor? z = null;
        foreach (int t in Markov(length))
        {
            z = z is null ? draw($"z{t}", 2) : given($"z{t}", z, 2);
            if (observes) Observe($"y{t}", z, rows);
        }
    }

    private static void TwoChains()
    {
        Tensor? z = null, w = null;
        foreach (int t in Markov(3))
        {
            z = z is null ? Draw($"z{t}", 2) : Given($"z{t}", z, 2);
            w = Sample($"w{t}", new Categorical(Param("both", () => Weights([2, 2, 2], 11), Constraints.Simplex)[z, w ?? torch.tensor(0L)]));
            Observe($"y{t}", w, 0);
        }
    }

    private static Scope Masked() => new Mask(torch.tensor([true, false, true])).Enter();
}
