using System.Collections.Immutable;
using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Infer.Tests.Pair;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Programs that are as they should be, among them all that the tests of older systems hold for such: one step each of three objectives.</summary>
public sealed class ValidProgramTests
{
    private static readonly ImmutableArray<Pair> Pairs =
    [
        new("no site at all", () => { }, () => { }),
        new("data without latents", () => Sample("x", new Normal(torch.zeros([2]), 1).ToEvent(1), obs: torch.zeros([2])), () => { }),
        new("a latent and its data", () => Sample("y", new Normal(Draw("z"), 1), obs: torch.ones([])), () => Learn("z")),
        new("a discrete latent", () => Sample("y", new Normal(Throw("z"), 1), obs: torch.ones([])), () => Guess("z")),
        new("a plate", () => { using Plate rows = Plate("rows", 10); Throw("x"); }, () => { using Plate rows = Plate("rows", 10); Guess("x"); }),
        new("a subsampled plate", () => { using Plate rows = Plate("rows", 10, 5); Throw("x"); }, () => { using Plate rows = Plate("rows", 10, 5); Guess("x"); }),
        new("a plate of one element", () => { using Plate rows = Plate("rows", 1); Throw("x"); }, () => { using Plate rows = Plate("rows", 1); Guess("x"); }),
        new("a plate of no elements", () => { using Plate rows = Plate("rows", 0); Draw("x"); }, () => { using Plate rows = Plate("rows", 0); Learn("x"); }),
        new("a plate that only the model has", () => { Throw("x"); using Plate rows = Plate("rows", 3); Throw("y", torch.ones([3])); }, () => Guess("x")),
        new("a sequential plate", () => { foreach (long i in SequentialPlate("rows", 4)) Throw($"x_{i}"); }, () => { foreach (long i in SequentialPlate("rows", 4)) Guess($"x_{i}"); }),
        new("a subsampled sequential plate", () => { foreach (long i in SequentialPlate("rows", 4, 2)) Throw($"x_{i}"); }, () => { foreach (long i in SequentialPlate("rows", 4, 2)) Guess($"x_{i}"); }),
        new("a sequential plate that only the model has", () => { foreach (long _ in SequentialPlate("rows", 10, 5)) { } Throw("x"); }, () => Guess("x")),
        new("nested sequential plates", () => Loops(name => Throw(name)), () => Loops(Guess)),
        new("nested sequential plates, the other way round in the guide", () => Table("rows", "columns", (i, j) => Throw($"x_{i}_{j}")), () => Table("columns", "rows", (j, i) => Guess($"x_{i}_{j}"))),
        Same("a sequential plate in a plate", () => { using Plate rows = Plate("rows", 3, 2); foreach (long i in SequentialPlate("columns", 3, 2)) Guess($"x_{i}"); }),
        Same("a plate in a sequential plate", () => { foreach (long i in SequentialPlate("columns", 3, 2)) { using Plate rows = Plate("rows", 3, 2); Guess($"x_{i}"); } }),
        Same("nested plates", () => { using Plate rows = Plate("rows", 10, 5); Guess("x"); using Plate columns = Plate("columns", 11, 6); Guess("y"); }),
        Same("plates beside each other", () => { using (Plate("rows", 10, 5)) Guess("x"); using (Plate("columns", 11, 6)) Guess("y"); }),
        Same("plates opened again, and crossed", () =>
        {
            using (Plate("rows", 10, 5, dim: -1)) Guess("x");
            using (Plate("columns", 11, 6, dim: -2)) Guess("y");
            using Plate rows = Plate("rows", 10, 5, dim: -1);
            using Plate columns = Plate("columns", 11, 6, dim: -2);
            Guess("z");
        }),
        Same("one plate at several depths", () =>
        {
            foreach (long i in SequentialPlate("outer", 2))
            {
                Guess($"x_{i}");
                if (i == 0) foreach (long j in SequentialPlate("inner", 2)) using (Plate("rows", 10, 5)) Guess($"y_{j}");
                else using (Plate("rows", 10, 5)) Guess("z");
            }
        }),
        Same("dims taken round a given one", () =>
        {
            using Plate outer = Plate("outer", 10, 5, dim: -3);
            using Plate first = Plate("first", 11, 6);
            using Plate second = Plate("second", 12, 7);
            using Plate third = Plate("third", 13, 8);
            if (!Guess("x").shape.TakeLast(4).SequenceEqual([8L, 5, 7, 6])) throw new InvalidOperationException("another shape");
        }) with { CanBeListed = false },
        new("lengths of 1 that broadcast over the plates",
            () =>
            {
                using Plate copies = Plate("copies", 10, dim: -3);
                Tensor p;
                using (Plate("components", 2, dim: -1)) p = Sample("p", new Beta(1.1, 1.1));
                using Plate components = Plate("components", 2, dim: -1);
                using Plate data = Plate("data", 20, dim: -2);
                Sample("y", new Bernoulli(p), obs: torch.ones([20, 2]));
            },
            () =>
            {
                using Plate copies = Plate("copies", 10, dim: -3);
                using Plate components = Plate("components", 2, dim: -1);
                Sample("p", new Beta(Param("a", 1.1, Constraints.Positive), 1.1));
            }),
        new("an event of the guide that is a plate of the model", () => { using Plate rows = Plate("rows", 3); Draw("x"); }, () => Sample("x", new Normal(Param("m", new double[3]), 1).ToEvent(1))) { RunsSideBySide = false },
        new("data indexed by the subsample", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 9, 3); Sample("y", new Normal(z, 1), obs: rows.Subsample(torch.ones([9]))); }, () => Learn("z")),
        new("a local parameter", () => { using Plate rows = Plate("rows", 9, 3); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, 3); Sample("z", new Normal(Param("m", () => torch.zeros([9]), eventDim: 0), 1)); }),
        new("rows given to both", () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Learn("z"); }),
        new("rows given to the guide's plate, taken over by the model's", () => { using Plate rows = Plate("rows", 9, 2); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Learn("z"); }),
        new("missing cells", () => { Tensor z = Draw("z"); Tensor y = torch.tensor(new[] { 1f, float.NaN, 2f }); using Plate rows = Plate("rows", 3); Sample("y", new Normal(z, 1), obs: y, obsMask: ~y.isnan()); }, () => Learn("z")),
        new("series of several lengths, padded and masked", Series, () => Learn("z")),
        new("a masked plate", () => { using Scope mask = new Mask(torch.tensor(new[] { true, false })).Enter(); using Plate rows = Plate("rows", 2); Draw("z"); }, () => { using Plate rows = Plate("rows", 2); Learn("z"); }),
        new("scaled sites", () => { using Scope half = new Scale(0.5).Enter(); Draw("z"); }, () => { using Scope half = new Scale(0.5).Enter(); Learn("z"); }),
        new("factors", () => { Factor("f", -Draw("z").square()); }, () => { Factor("g", Learn("z") * 0, reparameterized: true); }),
        new("a factor of one number in a plate", () => { using Plate rows = Plate("rows", 3); Factor("f", torch.tensor(-1f)); Draw("z"); }, () => { using Plate rows = Plate("rows", 3); Learn("z"); }),
        new("an auxiliary variable of the guide", () => Draw("z"), () => { Tensor u = Sample("u", new Normal(0, 1), options: new SiteOptions { IsAuxiliary = true }); Sample("z", new Normal(u + Param("m", 0.0), 1)); }),
        new("a guide that is a point", () => Sample("s", new LogNormal(0, 1)), () => Sample("s", new Delta(Param("m", 1.0, Constraints.Positive)))),
        new("a parameter asked for twice", () => Sample("z", new Normal(Param("m", 0.0), 1)), () => Sample("z", new Normal(Param("m", 0.0), 1))),
        new("a latent that decides which sites follow", () => { if (Throw("z").sum().item<float>() > 0) Draw("x"); }, () => { if (Guess("z").sum().item<float>() > 0) Learn("x"); }) { RunsSideBySide = false },
        new("sites under prefixes", () => { using (new Prefix("a").Enter()) Draw("z"); using (new Prefix("b").Enter()) Draw("z"); }, () => { using (new Prefix("a").Enter()) Learn("z"); using (new Prefix("b").Enter()) Learn("z"); }),
        new("vectors in a plate", () => { using Plate rows = Plate("rows", 3); Sample("z", new Normal(new double[2], 1).ToEvent(1)); }, () => { using Plate rows = Plate("rows", 3); Sample("z", new Normal(Param("m", new double[2]), 1).ToEvent(1)); }),
        new("integers from data as indices", () => { Tensor mean; using (Plate("groups", 2)) mean = Draw("z"); using Plate rows = Plate("rows", 3); Sample("y", new Normal(mean.index_select(-1, torch.tensor(new long[] { 0, 1, 1 })), 1), obs: torch.zeros([3])); }, () => { using Plate groups = Plate("groups", 2); Learn("z"); }),
    ];

    /// <summary>Programs of which an objective that sums out alone makes something.</summary>
    private static readonly ImmutableArray<Pair> Enumerable =
    [
        new("a latent that the model alone has", () => Look(Throw("z")), () => { }),
        new("a latent of the model that asks to be enumerated", () => Look(Sample("z", new Bernoulli(0.5), options: Parallel)), () => { }),
        new("a latent of the guide that asks to be enumerated", () => Look(Throw("z")), () => Sample("z", new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)), options: Parallel)),
        new("a latent of the guide that asks to be drawn", () => Look(Throw("z")), () => Sample("z", new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)), options: new SiteOptions { Enumeration = Enumeration.Drawn })),
        new("a latent of the guide that asks for some draws", () => Look(Throw("z")), () => Sample("z", new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)), options: new SiteOptions { Enumeration = Enumeration.MonteCarlo(3) })),
        new("a continuous latent of the model that asks for some draws", () => Look(Sample("z", new Normal(0, 1), options: new SiteOptions { Enumeration = Enumeration.MonteCarlo(3) })), () => { }),
        new("latents of every number of values", () => { Sample("a", new Categorical([1.0])); Throw("b"); Sample("c", new Categorical([0.2, 0.3, 0.5])); }, () => { Sample("a", new Categorical([1.0])); Sample("c", new Categorical([0.3, 0.3, 0.4])); }),
        new("plates within plates, the guide's outermost", () => { using Plate outer = Plate("outer", 2, dim: -2); Tensor z = Throw("z"); using Plate inner = Plate("inner", 3, dim: -1); Look(z + Throw("w"), torch.zeros([2, 3])); }, () => { using Plate outer = Plate("outer", 2, dim: -2); Guess("z"); }),
        new("plates within plates, both subsampled, the guide's in both", () => { using Plate outer = Plate("outer", 9, 2, dim: -2); Tensor z = Throw("z"); using Plate inner = Plate("inner", 9, 3, dim: -1); Look(z + Throw("w"), torch.zeros([2, 3])); }, () => { using Plate outer = Plate("outer", 9, 2, dim: -2); Guess("z"); using Plate inner = Plate("inner", 9, 3, dim: -1); Guess("w"); }),
        new("a subsampled plate inside which the model sums", () => { using Plate rows = Plate("rows", 9, 3); Look(Throw("z"), torch.zeros([3])); }, () => { using Plate rows = Plate("rows", 9, 3); }),
        new("a latent of the guide outside a subsampled plate", () => { Tensor z = Throw("z"); using Plate rows = Plate("rows", 9, 3); Look(z + Throw("w"), torch.zeros([3])); }, () => { Guess("z"); using Plate rows = Plate("rows", 9, 3); }),
        new("plates that cross, one of them with latents", () => { Tensor z; using (Plate("rows", 2, dim: -2)) z = Throw("z"); using Plate rows = Plate("rows", 2, dim: -2); using Plate columns = Plate("columns", 3, dim: -1); Look(z, torch.zeros([2, 3])); }, () => { }),
        new("plates that cross, the guide's in both", () => { Tensor z, w; using (Plate("rows", 2, dim: -2)) z = Throw("z"); using (Plate("columns", 3, dim: -1)) w = Throw("w"); using Plate rows = Plate("rows", 2, dim: -2); using Plate columns = Plate("columns", 3, dim: -1); Look(z + w, torch.zeros([2, 3])); }, () => { using (Plate("rows", 2, dim: -2)) Guess("z"); using (Plate("columns", 3, dim: -1)) Sample("w", new Bernoulli(0.4)); }),
        new("plates beside each other that a latent outside joins", () => { Tensor z = Throw("z"); using (Plate("rows", 2, dim: -1)) Look("y", z + Throw("a"), torch.zeros([2])); using (Plate("columns", 3, dim: -1)) Look("x", z + Throw("b"), torch.zeros([3])); }, () => { }),
        new("a sequential plate whose elements the guide lists", () => { foreach (long i in SequentialPlate("rows", 3, 2)) Look($"y_{i}", Throw($"z_{i}"), torch.zeros([])); }, () => { foreach (long i in SequentialPlate("rows", 3, 2)) Guess($"z_{i}"); }),
        new("a sequential plate whose elements the model lists", () => { foreach (long i in SequentialPlate("rows", 3, 2)) Look($"y_{i}", Throw($"z_{i}"), torch.zeros([])); }, () => { foreach (long _ in SequentialPlate("rows", 3, 2)) { } }),
        new("a Markov chain of the model", Walk, () => { }),
        new("a Markov chain of both", Walk, () => { foreach (int t in Markov(4)) Guess($"z{t}"); }),
        new("a Markov chain that remembers two steps", () => { Tensor one = torch.zeros([]), two = one; foreach (int t in Markov(5, history: 2)) { Tensor z = Throw($"z{t}"); Look($"y{t}", z + one + two, torch.zeros([])); (two, one) = (one, z); } }, () => { }),
        new("a Markov chain in a plate, and a plate in it", () => { using Plate rows = Plate("rows", 2, dim: -2); foreach (int t in Markov(3)) { Tensor z = Throw($"z{t}"); using Plate columns = Plate("columns", 3, dim: -1); Look($"y{t}", z, torch.zeros([2, 3])); } }, () => { }),
        new("a Markov chain of the model under one of the guide", () => { foreach (int t in Markov(4)) Look($"y{t}", Throw($"z{t}") + Throw($"w{t}"), torch.zeros([])); }, () => { foreach (int t in Markov(4)) Guess($"z{t}"); }),
        new("two Markov chains one after the other", () => { foreach (int t in Markov(3)) Throw($"z{t}"); foreach (int t in Markov(3)) Throw($"w{t}"); }, () => { foreach (int t in Markov(3)) Guess($"z{t}"); }),
        new("a Markov chain within a Markov chain", () => { foreach (int i in Markov(3)) { Tensor a = Throw($"a{i}"); foreach (int j in Markov(2)) Look($"y{i}_{j}", a + Throw($"b{i}_{j}"), torch.zeros([])); } }, () => { }),
        new("a continuous latent that depends on a listed one", () => { Tensor z = Throw("z"); Look(Sample("x", new Normal(z, 1))); }, () => { Tensor z = Guess("z"); Sample("x", new Normal(Param("m", [0.1, 0.2])[z.@long()], 1)); }),
        new("a drawn latent that depends on a listed one", () => { Tensor z = Throw("z"); Look(z + Throw("d")); }, () => { Tensor z = Guess("z"); Sample("d", new Bernoulli((z * 0.5) + 0.2), options: new SiteOptions { Enumeration = Enumeration.Drawn }); }),
        new("one Scale around all", () => { using Scope half = new Scale(0.5).Enter(); Look(Throw("z")); }, () => { using Scope half = new Scale(0.5).Enter(); }),
    ];

    private static readonly ImmutableArray<string> Objectives = ["one particle", "two particles", "two particles side by side"];

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void It_runs([ValueSource(nameof(Pairs))] object pair, [ValueSource(nameof(Objectives))] string objective)
    {
        var program = (Pair)pair;
        bool sideBySide = objective == Objectives[2] && program.RunsSideBySide;
        double loss = program.Run(new TraceElbo(particles: objective == Objectives[0] ? 1 : 2, vectorize: sideBySide));
        Assert.That(loss, Is.Not.NaN);
    }

    [Test]
    public void It_runs_summed_out([ValueSource(nameof(AllPairs))] object pair, [ValueSource(nameof(Objectives))] string objective)
    {
        var program = (Pair)pair;
        bool sideBySide = objective == Objectives[2] && program.RunsSideBySide;
        double loss = program.Run(new TraceEnumElbo(particles: objective == Objectives[0] ? 1 : 2, vectorize: sideBySide));
        Assert.That(loss, Is.Not.NaN);
    }

    private static IEnumerable<Pair> AllPairs => [.. Pairs.Where(pair => pair.CanBeListed), .. Enumerable];

    private static SiteOptions Parallel { get; } = new() { Enumeration = Enumeration.Parallel };

    private static void Look(Tensor z) => Look(z, torch.zeros([]));

    private static void Look(Tensor z, Tensor data) => Look("y", z, data);

    private static void Look(string name, Tensor z, Tensor data) => Sample(name, new Normal(z, 1), obs: data);

    private static void Walk()
    {
        Tensor z = torch.zeros([]);
        foreach (int t in Markov(4))
        {
            z = Sample($"z{t}", new Bernoulli((0.5 * z) + 0.2));
            Look($"y{t}", z, torch.zeros([]));
        }
    }

    /// <summary>The inner loop draws a subsample of its own for each element of the outer one.</summary>
    private static void Loops(Func<string, Tensor> site)
    {
        foreach (long i in SequentialPlate("outer", 3, 2))
            foreach (long j in SequentialPlate($"inner_{i}", 3, 2))
                site($"x_{i}_{j}");
    }

    private static void Table(string outer, string inner, Action<long, long> site)
    {
        foreach (long i in SequentialPlate(outer, 3, 2))
            foreach (long j in SequentialPlate(inner, 3, 2))
                site(i, j);
    }

    /// <summary>Two series, of 3 and of 1 steps: a cell beyond its series' end counts for nothing.</summary>
    private static void Series()
    {
        Tensor lengths = torch.tensor(new long[] { 3, 1 });
        Tensor z = Draw("z");
        using Plate series = Plate("series", 2, dim: -2);
        using Plate times = Plate("times", 3, dim: -1);
        using Scope within = new Mask(torch.arange(3) < lengths.unsqueeze(-1)).Enter();
        Sample("y", new Normal(z, 1), obs: torch.tensor(new[,] { { 1f, 2, 3 }, { 1, float.NaN, float.NaN } }));
    }
}
